"""Loading the library: from its cache, against a bare json load of the same file; and three times its size.

python bench/library.py [rounds]
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from common import EXAMPLE, ON, alternate, median, spread

from fittvp.protocol import library as shelf
from fittvp.protocol.folder import SHARED, texts_of

TIMES = 14  # copies of each protocol that make about seventy


def bare(file: Path) -> object:
    """The same file read and parsed as JSON, and no more: what no cache of JSON can undercut when all is parsed."""
    return [json.loads(line) for line in file.read_bytes().split(b"\n")[2:]]


def whole(texts: Mapping[str, str]) -> int:
    """The library with every part opened: what a command that reads all rules pays."""
    library = shelf.library_of(texts)
    return len(list(library.rules)) + len(library.exercises) + len(library.goals) + len(library.sources)


def grown(texts: Mapping[str, str]) -> dict[str, str]:
    """A library of about seventy protocols and as many times the rules: copies under other names."""
    found = dict(texts)
    for stem in [name for name in texts if name not in SHARED]:
        for number in range(1, TIMES):
            name = f"{stem}_{'abcdefghijklmn'[number]}"
            found[name] = re.sub(rf"(?m)^id: {stem}$", f"id: {name}", texts[stem], count=1)
    return dict(sorted(found.items()))


def report(title: str, texts: Mapping[str, str], rounds: int) -> None:
    library = shelf.library_of(texts)
    file = shelf._cache_file(library.digest)
    rules = sum(len(protocol.rules) for protocol in library.protocols)
    size = file.stat().st_size / 1e6
    print(f"{title}: {len(library.protocols)} protocols, {rules} rules, a cache file of {size:.2f} MB")
    works = (lambda: shelf.library_of(texts), lambda: whole(texts), lambda: bare(file))
    head, every, plain = alternate(rounds, *works)
    print(f"  from the texts in memory to a library: {spread(head, 1000, 'ms')}")
    print(f"  with every rule, exercise and source:  {spread(every, 1000, 'ms')}")
    print(f"  bare json load of the same file:       {spread(plain, 1000, 'ms')}")
    print(
        f"  ratio of the medians: {median(head) / median(plain):.2f}; all of it {median(every) / median(plain):.2f}"
    )


def plan(texts: Mapping[str, str]) -> int:
    """The example decided: opens the protocols that apply to the patient, and no others."""
    from fittvp.cli.read import read_patient_file
    from fittvp.engine.force import Docket
    from fittvp.model.patient import read_patient

    library = shelf.library_of(texts)
    read_patient(read_patient_file(EXAMPLE), library.facts, ON, library.formulas)
    Docket(library, frozenset())
    return len(library.protocols)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        shelf._cache_file = lambda digest: Path(folder) / f"{digest}.json"
        texts = texts_of(None)
        disk, ready, patient = alternate(
            rounds, lambda: texts_of(None), shelf.load_library, partial(plan, texts)
        )
        print(
            f"load_library(), texts read and hashed:   {spread(ready, 1000, 'ms')}, {rounds} rounds in turns"
        )
        print(f"  of that, reading the texts:            {spread(disk, 1000, 'ms')}")
        print(f"with the example's patient read:         {spread(patient, 1000, 'ms')}")
        report("As shipped", texts, rounds)
        report("Grown", grown(texts), rounds)


if __name__ == "__main__":
    main()
