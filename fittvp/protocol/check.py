"""`python -m fittvp.protocol.check`: every problem of protocols/, one a line. Used by authors; the CLI prints the same.

Floor: protocol. It refuses to know patients.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fittvp.protocol.build import LibraryError, build
from fittvp.protocol.folder import texts_of


def problems(folder: Path | None = None) -> list[str]:
    """Every problem of ours with the folder laid over it, as a sentence; empty when sound. Raises FolderProblem."""
    try:
        build(texts_of(folder))
    except LibraryError as error:
        return [str(problem) for problem in error.problems]
    return []


if __name__ == "__main__":
    found = problems()
    sys.stdout.write("\n".join(found) + ("\n" if found else "protocols: no problem found\n"))
    sys.exit(1 if found else 0)
