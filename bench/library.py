"""Loading the library: from its cache, against a bare json load of the same file.

python bench/library.py [rounds]
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from common import EXAMPLE, ON, alternate, median, spread

from fittvp.protocol import library as shelf
from fittvp.protocol.folder import texts_of


def bare(file: Path) -> object:
    """The same file read and parsed as JSON, and no more: what no cache of JSON can undercut when all is parsed."""
    return [json.loads(line) for line in file.read_bytes().split(b"\n")[2:]]


def whole(texts: Mapping[str, str]) -> int:
    """The library with every part opened: what a command that reads all rules pays."""
    library = shelf.library_of(texts)
    return len(list(library.rules)) + len(library.exercises) + len(library.goals) + len(library.sources)


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
    from fittvp.engine.advance import Wishes
    from fittvp.engine.fold import begin, open_case
    from fittvp.model.patient import read_patient

    library = shelf.library_of(texts)
    patient = read_patient(read_patient_file(EXAMPLE), library.facts, ON, library.formulas)
    return begin(open_case(library, patient, ON, Wishes())).number


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
        print(f"with the example read and week 1 decided:{spread(patient, 1000, 'ms')}")
        report("As shipped", texts, rounds)


if __name__ == "__main__":
    main()
