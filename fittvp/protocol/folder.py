"""Which texts make a library: ours, or a clinic's own files laid over ours.

Floor: protocol. It reads the folders and says in words what is wrong with one. A file of the clinic replaces ours
of the same name; of facts, sources, goals and codes it holds only what the clinic adds or says otherwise, and both
texts are kept (`merged` brings them together when the library is compiled). It refuses to know what a text means.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from fittvp.model.problems import nearest

SHARED: Final = (
    *("facts", "sources", "exercises", "goals", "modalities", "intensity", "formulas", "composition"),
    "codes",
)
LATER: Final = ("codes",)  # shared files that records of an earlier day do not hold
MERGED: Final = ("facts", "sources", "goals", "codes")
OWN: Final = "own/"  # before the name of a clinic's text that is laid over ours, entry by entry
_WORD_LISTS: Final = ("choices", "names")  # of a fact: the clinic's words join ours


class FolderProblem(ValueError):
    """A folder that holds no library. The message says what is wrong and what to do."""


def default_folder() -> Path:
    """protocols/ inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / "protocols"
    return packaged if packaged.is_dir() else here.parent / "protocols"


def is_ours(folder: Path) -> bool:
    """Whether a folder is the one that came with the program, or inside it."""
    ours, own = default_folder().resolve(), folder.resolve()
    return ours == own or ours in own.parents


def read_texts(folder: Path) -> dict[str, str]:
    """File stem to text, sorted by stem. Raises FolderProblem."""
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise FolderProblem(
            f"There are no protocols in `{folder}`: it {what}. Give the folder of your .yaml files."
        )
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in (".yml", ".yaml") and file.suffix != ".yaml":
            raise FolderProblem(
                f"`{file.name}` in `{folder}` would not be read. Rename it to `{file.stem}.yaml`."
            )
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise FolderProblem(
            f"There are no protocols in `{folder}`: it holds no .yaml file. "
            "Put your own protocol there, or run `fittvp protocols sign ID --protocols DIR`."
        )
    return {file.stem: _text(file) for file in files}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FolderProblem(
            f"`{file.name}`, line {line}, is not UTF-8 text. Save the file as UTF-8."
        ) from None
    except OSError as error:
        raise FolderProblem(f"`{file}` cannot be read ({type(error).__name__}). Check the file.") from None


def texts_of(folder: Path | None) -> dict[str, str]:
    """Every text of the library that `folder` laid over ours makes; None: ours alone. Raises FolderProblem."""
    ours = read_texts(default_folder())
    if folder is None or (folder.is_dir() and folder.resolve() == default_folder().resolve()):
        return ours
    own = read_texts(folder)
    for stem, text in own.items():
        if stem not in ours:
            _refuse_a_stranger(stem, text, folder)
    laid = {
        f"{OWN}{stem}" if stem in MERGED else stem: text
        for stem, text in own.items()
        if text != ours.get(stem)
    }
    return dict(sorted({**ours, **laid}.items()))


def _refuse_a_stranger(stem: str, text: str, folder: Path) -> None:
    """A new file is a protocol, which names itself; whatever else is there was meant to be something."""
    if any(line.startswith(("id:", "rules:")) for line in text.splitlines()):
        return
    raise FolderProblem(
        f"`{stem}.yaml` in `{folder}` is neither a protocol (it has no `id` and no `rules`) nor one of the shared "
        f"files. {nearest(stem, SHARED)} The shared files are: {', '.join(SHARED)}."
    )


def merged(stem: str, ours: Any, own: Any) -> Any:
    """The clinic's entries over ours, by name. The words of a fact's lists join ours; codes join by section."""
    if not isinstance(ours, Mapping) or not isinstance(own, Mapping):
        return own
    if stem == "codes":
        parts = {name: _over(ours.get(name), own.get(name)) for name in (*ours, *own)}
        return {name: part for name, part in parts.items() if part is not None}
    entries = {
        name: _joined(ours.get(name), entry) if stem == "facts" else entry for name, entry in own.items()
    }
    return {**ours, **entries}


def _joined(ours: Any, own: Any) -> Any:
    if not isinstance(ours, Mapping) or not isinstance(own, Mapping):
        return own
    return {**own, **{key: _over(ours.get(key), own[key]) for key in _WORD_LISTS if key in own}}


def _over(ours: Any, own: Any) -> Any:
    if own is None or ours is None:
        return ours if own is None else own
    return {**ours, **own} if isinstance(ours, Mapping) and isinstance(own, Mapping) else own
