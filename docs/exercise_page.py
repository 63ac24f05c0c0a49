"""The page of exercise pictures, and the contact sheets beside it: one image for about thirty exercises.

Written by docs/generate.py. A sheet carries the hash of its scenes, so that a stale one is found without
comparing the bytes of images, which may differ between releases of Pillow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import reportlab
import yaml
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from fittvp.figure import Scene, scene
from fittvp.figure.png import to_image
from fittvp.figure.tones import TONES

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "protocols/exercises.yaml"
PICTURES = ROOT / "docs/pictures"
KINDS = ("functional", "balance", "mobility", "breathing", "resistance", "aerobic")
MOST = 35  # pictures on one sheet
COLUMNS, WIDE, TALL, NAME = 5, 264, 168, 18  # pixels of a cell, and of the line with its name
MARK = "scenes"


@cache
def catalogue() -> dict[str, list[dict[str, Any]]]:
    """The exercises of each kind, the lightest first."""
    rows = yaml.load(CATALOGUE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["exercises"]
    return {
        kind: sorted((r for r in rows if r["modality"] == kind), key=lambda r: r["level"]) for kind in KINDS
    }


@cache
def sheets() -> dict[str, list[dict[str, Any]]]:
    """The exercises on each sheet, by the name of its file."""
    found = {}
    for kind, rows in catalogue().items():
        count = -(-len(rows) // MOST)
        size = -(-len(rows) // count)
        for at in range(count):
            number = f"-{at + 1}" if count > 1 else ""
            found[f"exercises-{kind}{number}.png"] = rows[at * size : (at + 1) * size]
    return found


@cache
def digest(name: str) -> str:
    """A hash of the scenes on a sheet, to a thousandth of a body height."""
    said = "\n".join(f"{one['id']} {one['name']} {_rounded(scene(one))}" for one in sheets()[name])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _rounded(drawn: Scene) -> str:
    def round_all(value: Any) -> str:
        if isinstance(value, float):
            return f"{value:.3f}".replace("-0.000", "0.000")
        if isinstance(value, tuple):
            return "(" + " ".join(map(round_all, value)) + ")"
        fields = getattr(value, "__dataclass_fields__", None)
        return round_all(tuple(getattr(value, name) for name in fields)) if fields else str(value)

    return round_all((drawn.frames, drawn.width, drawn.height))


def exercise_page(do_not_edit: str) -> str:
    """Markdown: the sheets by kind, and under each the exercises it shows."""
    count = sum(map(len, catalogue().values()))
    lines = [
        "# The exercises in pictures", "", do_not_edit, "",
        f"{count} exercises, by kind, the lightest first. Left or above is the start, right or below the end; the",
        "arrow shows what moves. `fittvp exercises show ID` tells one in words, and writes its picture with `--png`",
        "or `--svg`. The poses stand in `protocols/exercises.yaml`; a clinician has not reviewed them.", "",
    ]  # fmt: skip
    return "\n".join([*lines, *_kinds()]).rstrip() + "\n"


def _kinds() -> Iterator[str]:
    kind = ""
    for name, rows in sheets().items():
        if rows[0]["modality"] != kind:
            kind = rows[0]["modality"]
            yield from (f"## {kind.capitalize()}", "")
        names = ", ".join(f"{one['name']} (`{one['id']}`)" for one in rows)
        yield from (
            f"![Pictures of {len(rows)} exercises](pictures/{name})",
            "",
            f"<!-- {MARK} {digest(name)} -->",
        )
        yield from (f"{names}.", "")


def late_pictures() -> list[str]:
    """The names of sheets that are missing, out of date, or no longer wanted."""
    late = [name for name in sheets() if _mark_of(PICTURES / name) != digest(name)]
    gone = {path.name for path in PICTURES.glob("exercises-*.png")} - set(sheets())
    return [*late, *sorted(gone)]


def _mark_of(path: Path) -> str:
    if not path.exists():
        return ""
    with Image.open(path) as image:
        return str(image.info.get(MARK, ""))


def write_pictures(names: Sequence[str]) -> None:
    """Draws the sheets of these names; deletes those that are no longer wanted."""
    PICTURES.mkdir(exist_ok=True)
    for name in names:
        if name not in sheets():
            (PICTURES / name).unlink()
            continue
        words = PngImagePlugin.PngInfo()
        words.add_text(MARK, digest(name))
        _sheet(sheets()[name]).save(PICTURES / name, "PNG", optimize=True, pnginfo=words)


def _sheet(rows: Sequence[Mapping[str, Any]]) -> Image.Image:
    """The pictures in a grid, each under its name, in few colours."""
    font = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts/Vera.ttf"), 11)
    lines = -(-len(rows) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * WIDE, lines * (TALL + NAME)), "white")
    brush = ImageDraw.Draw(sheet)
    for at, one in enumerate(rows):
        left, top = at % COLUMNS * WIDE, at // COLUMNS * (TALL + NAME)
        drawn = scene(one)
        tall = min(TALL - 12, int((WIDE - 16) / drawn.aspect))
        picture = to_image(drawn, tall)
        sheet.paste(picture, (left + (WIDE - picture.width) // 2, top + NAME + (TALL - tall) // 2))
        words = one["name"]
        while brush.textlength(words, font=font) > WIDE - 12:
            words = words.removesuffix("...")[:-1].rstrip() + "..."
        brush.text((left + 6, top + 4), words, fill=(0x1C, 0x23, 0x28), font=font)
        brush.rectangle((left, top, left + WIDE - 1, top + TALL + NAME - 1), outline=(0xDD, 0xE4, 0xE7))
    return sheet.quantize(palette=_palette(), dither=Image.Dither.NONE)


def _palette() -> Image.Image:
    """The tones, and each thinned with white for smooth edges."""
    parts = [(1.0, tone) for tone in TONES.values()]
    parts += [
        (part, TONES[name]) for name in ("near", "body", "far", "line", "arrow") for part in (0.3, 0.65)
    ]
    colours = [round(255 + (value - 255) * part) for part, tone in parts for value in tone]
    image = Image.new("P", (1, 1))
    image.putpalette(colours + colours[:3] * (256 - len(parts)))
    return image
