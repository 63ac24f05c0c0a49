"""`fittvp protocols sources`: the sources of the rules, to and from what a reference manager reads.

Floor: cli. BibTeX goes through bibtexparser; CSL-JSON is JSON. Nothing is written into protocols/ by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from fittvp.cli import options
from fittvp.cli.errors import Refusal

FORMATS = ("bibtex", "csl-json")


@click.command("sources")
@click.option(
    "--to", "to", type=click.Choice(FORMATS), help="Print every source in this form. Example: --to bibtex"
)
@click.option(
    "--from",
    "from_",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read a .bib or .json file and print its entries for sources.yaml. Example: --from refs.bib",
)
@options.protocols
def command(to: str | None, from_: Path | None, protocols: str | None) -> None:
    """The sources of all rules, for a reference manager; or entries of one, for sources.yaml.

    \b
    Example:
      fittvp protocols sources --to bibtex > sources.bib
      fittvp protocols sources --from refs.bib >> protocols/sources.yaml
    """
    if (to is None) == (from_ is None):
        raise Refusal("Say one of the two: --to bibtex (or csl-json), or --from FILE.")
    if from_ is not None:
        click.echo(as_yaml(read_entries(from_)), nl=False)
        return
    from fittvp.cli.case import open_library

    sources = open_library(protocols).sources
    click.echo(to_bibtex(sources) if to == "bibtex" else to_csl(sources), nl=False)


def to_csl(sources: Mapping[str, Mapping[str, Any]]) -> str:
    """CSL-JSON text: one item a source."""
    items = []
    for name, source in sources.items():
        item: dict[str, Any] = {"id": name, "type": "article", "title": source["title"]}
        pairs = (("DOI", "doi"), ("URL", "url"), ("container-title", "venue"))
        item |= {key: source[own] for key, own in pairs if own in source}
        if "authors" in source:
            item["author"] = [{"literal": author} for author in source["authors"]]
        if "year" in source:
            item["issued"] = {"date-parts": [[int(source["year"])]]}
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def to_bibtex(sources: Mapping[str, Mapping[str, Any]]) -> str:
    """BibTeX text: one entry a source."""
    parser = _bibtexparser()
    database = parser.bibdatabase.BibDatabase()
    for name, source in sources.items():
        entry = {"ENTRYTYPE": "misc", "ID": name, "title": f"{{{source['title']}}}"}
        if "authors" in source:
            entry["author"] = " and ".join(f"{{{author}}}" for author in source["authors"])
        for key, own in (("year", "year"), ("howpublished", "venue"), ("doi", "doi"), ("url", "url")):
            if own in source:
                entry[key] = str(source[own])
        database.entries.append(entry)
    text: str = parser.dumps(database)
    return text


def read_entries(path: Path) -> dict[str, dict[str, Any]]:
    """The entries of a .bib or CSL-JSON file, in the form of sources.yaml. Raises Refusal."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix.lower() == ".json":
        try:
            return {_key(item["id"]): _from_csl(item) for item in _items(text)}
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal(f"{path.name} is not CSL-JSON: a list of items with `id` and `title`.") from error
    entries = _bibtexparser().loads(text).entries
    if not entries:
        raise Refusal(f"{path.name} holds no BibTeX entry.")
    return {_key(entry["ID"]): _from_bibtex(entry) for entry in entries}


def _items(text: str) -> list[Mapping[str, Any]]:
    items = json.loads(text)
    if not isinstance(items, list) or not items:
        raise ValueError("not a list of items")
    return items


def _from_csl(item: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"title": item["title"]}
    names = [
        a.get("literal") or f"{a.get('family', '')} {a.get('given', '')}".strip()
        for a in item.get("author", [])
    ]
    if names:
        found["authors"] = names
    if item.get("issued", {}).get("date-parts"):
        found["year"] = int(item["issued"]["date-parts"][0][0])
    keys = (("venue", "container-title"), ("doi", "DOI"), ("url", "URL"))
    return found | {own: item[key] for own, key in keys if item.get(key)}


def _from_bibtex(entry: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"title": _plain(entry.get("title", "untitled"))}
    if "author" in entry:
        found["authors"] = [_plain(name) for name in re.split(r"\s+and\s+", entry["author"])]
    if entry.get("year", "").isdigit():
        found["year"] = int(entry["year"])
    venue = entry.get("journal") or entry.get("howpublished") or entry.get("booktitle")
    return found | {
        k: _plain(v) for k, v in (("venue", venue), ("doi", entry.get("doi")), ("url", entry.get("url"))) if v
    }


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[{}]", "", text).split())


def _key(name: object) -> str:
    return re.sub(r"[^a-z0-9_]+", "_", str(name).lower()).strip("_") or "source"


def as_yaml(entries: Mapping[str, Mapping[str, Any]]) -> str:
    """Entries as sources.yaml writes them."""
    import yaml

    text: str = yaml.safe_dump(dict(entries), sort_keys=False, allow_unicode=True, width=120)
    return text


def _bibtexparser() -> Any:
    try:
        import bibtexparser
    except ImportError as error:
        raise Refusal(
            "BibTeX needs one more package: pip install 'fittvp[sources]'. CSL-JSON needs none."
        ) from error
    return bibtexparser
