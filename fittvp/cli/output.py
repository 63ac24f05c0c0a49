"""Writes several files or none: into temporary files beside them, to the disk, then under their names.

Floor: cli. Existing files are kept unless `force`; if anything fails, what stood before stands again.
It refuses to know what the files hold.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from fittvp.cli.errors import Refusal, disk_words


def check_free(folder: Path, names: list[str], force: bool) -> None:
    """Refuse before any work is done: names that are taken, a folder that is a file."""
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise Refusal(f"`{folder}` is a file, not a folder. Nothing was written. Use another folder.")
    taken = [name for name in names if os.path.lexists(folder / name)]
    for name in taken:
        if os.path.isdir(folder / name):
            raise Refusal(f"`{folder / name}` is a folder. Nothing was written.")
    if taken and not force:
        raise Refusal(
            f"Already in `{folder}`: {', '.join(taken)}. They were kept and nothing was written. "
            "Add --force to replace them, or use another folder."
        )


def write_all(folder: Path, files: Mapping[str, bytes], force: bool = False) -> list[Path]:
    """Write every file, or none. Raises Refusal; an interruption is passed on after everything is undone."""
    check_free(folder, list(files), force)
    made: list[Path] = []
    written = _Written(folder)
    try:
        _make(folder, made)
        for name, content in files.items():
            written.prepare(name, content)
        for name in files:
            written.put(name)
        _flush_folder(folder)
    except BaseException as error:
        written.undo()
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir()
        if isinstance(error, OSError):
            raise Refusal(disk_words(error, str(folder))) from None
        raise
    written.keep()
    return [folder / name for name in files]


class _Written:
    """The temporary files, and what they replaced, until all are in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting: dict[str, Path] = {}
        self.before: dict[str, Path] = {}
        self.placed: list[str] = []

    def _beside(self, name: str, kind: str) -> Path:
        return self.folder / f".{name}.{os.getpid()}.{kind}"

    def prepare(self, name: str, content: bytes) -> None:
        path = self._beside(name, "partial")
        self.waiting[name] = path
        with open(path, "xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())

    def put(self, name: str) -> None:
        target = self.folder / name
        if os.path.lexists(target):
            aside = self._beside(name, "before")
            self.before[name] = aside
            os.replace(target, aside)
        self.placed.append(name)
        os.replace(self.waiting[name], target)

    def undo(self) -> None:
        """Put back what stood there; take away what is new."""
        for name in self.placed:
            if not self.waiting[name].exists():
                with suppress(OSError):
                    (self.folder / name).unlink()
        for name, aside in self.before.items():
            if os.path.lexists(aside):
                with suppress(OSError):
                    os.rename(aside, self.folder / name)
        for path in self.waiting.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def keep(self) -> None:
        for aside in self.before.values():
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def _make(folder: Path, made: list[Path]) -> None:
    """Make the folder and its parents; those that are new go into `made`, outermost first."""
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        made.append(each)


def _flush_folder(folder: Path) -> None:
    """Names reach the disk too, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
