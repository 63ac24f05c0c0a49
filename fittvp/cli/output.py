"""Writes several files or none: into temporary files beside them, to the disk, then under their names.

Floor: cli. Existing files are kept unless `force`; if anything fails, what stood before stands again.
A process that is killed leaves every file whole, old or new, and hidden left-overs that the next write removes.
It refuses to know what the files hold.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from fittvp.cli.errors import Refusal, disk_words

PRIVATE = 0o600
_STALE = 3600.0
"""Seconds after which a left-over is taken for dead where the system cannot say whether its process lives."""


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


def write_all(
    folder: Path, files: Mapping[str, bytes], force: bool = False, private: bool = False
) -> list[Path]:
    """Write every file, or none. Raises Refusal; an interruption is passed on after everything is undone.

    The files are placed in their order, each in one step that cannot be seen half done. The last is the commit
    point: put the record there. Whoever is killed before it leaves the old record, perhaps with newer pages
    beside it. `private`: for the owner's eyes only; else a file that is replaced keeps its permissions.
    """
    check_free(folder, list(files), force)
    made: list[Path] = []
    written = _Written(folder, private)
    try:
        _make(folder, made)
        for name, content in files.items():
            written.prepare(name, content)
        for name in files:
            check_free(folder, [name], force)
            written.put(name)
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

    def __init__(self, folder: Path, private: bool) -> None:
        self.folder, self.private = folder, private
        self.waiting: dict[str, Path] = {}
        self.new: dict[str, os.stat_result] = {}
        self.before: dict[str, Path] = {}

    def _beside(self, name: str, kind: str) -> Path:
        """A hidden name of this process; what a dead one of the same number left there goes."""
        path = self.folder / f".{name}.{os.getpid()}.{kind}"
        path.unlink(missing_ok=True)
        return path

    def prepare(self, name: str, content: bytes) -> None:
        """The new content beside its name, on the disk."""
        mode = None if self.private else _permissions(self.folder / name)
        path = self.waiting[name] = self._beside(name, "partial")
        first = PRIVATE if self.private or mode is not None else 0o666
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, first), "wb") as out:
            out.write(content)
            out.flush()
            if mode is not None:
                with suppress(OSError):
                    os.chmod(path, mode)
            os.fsync(out.fileno())
            self.new[name] = os.fstat(out.fileno())

    def put(self, name: str) -> None:
        """The new file takes the name in one step; the old one stays beside it until all are in place."""
        target = self.folder / name
        if os.path.lexists(target):
            aside = self.before[name] = self._beside(name, "before")
            _keep_beside(target, aside)
        os.replace(self.waiting[name], target)

    def undo(self) -> None:
        """Put back what stood there; take away what is new, and nothing that another process has written."""
        for name in reversed(self.waiting):
            target, aside = self.folder / name, self.before.get(name)
            with suppress(OSError):
                if name in self.new and os.path.samestat(os.lstat(target), self.new[name]):
                    if aside is None:
                        target.unlink()
                    else:
                        os.replace(aside, target)
        _remove((*self.waiting.values(), *self.before.values()))

    def keep(self) -> None:
        """All are in place: nothing that happens now takes that back."""
        with suppress(KeyboardInterrupt):
            _flush_folder(self.folder)
        _remove(self.before.values())
        _remove(_left_over(self.folder, self.waiting))


_BINARY = getattr(os, "O_BINARY", 0)


def _permissions(target: Path) -> int | None:
    """Who may do what with the file that stands there; None: there is none."""
    try:
        found = os.lstat(target)
    except OSError:
        return None
    return stat.S_IMODE(found.st_mode) if stat.S_ISREG(found.st_mode) else None


def _keep_beside(target: Path, aside: Path) -> None:
    """A second name for the old file, so that its first is never empty; a copy where there are no links."""
    try:
        os.link(target, aside, follow_symlinks=False)
    except (OSError, NotImplementedError):  # what `os.link` raises on a system without links
        shutil.copy2(target, aside, follow_symlinks=False)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError, KeyboardInterrupt):
            path.unlink(missing_ok=True)


def _left_over(folder: Path, names: Iterable[str]) -> list[Path]:
    """What killed processes left beside these names."""
    wanted = set(names)
    found = []
    with suppress(OSError, KeyboardInterrupt), os.scandir(folder) as entries:
        for entry in entries:
            match = re.fullmatch(r"\.(.+)\.([0-9]{1,10})\.(?:partial|before)", entry.name)
            if match and match[1] in wanted and _dead(int(match[2]), entry):
                found.append(Path(entry.path))
    return found


def _dead(process: int, entry: os.DirEntry[str]) -> bool:
    """Whether nobody can be writing this any more."""
    if process == os.getpid():
        return True
    if os.name != "posix":
        return time.time() - entry.stat(follow_symlinks=False).st_mtime > _STALE
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


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
