"""The compiled library in the user's cache folder: one file, a line for each part, opened part by part.

Floor: protocol. The first line is the hash of the second, which names each part with its own hash: what was cut
short, mixed or edited is not used. A part is checked and read as JSON when it is first asked for; one that is damaged
or has another shape than it should is compiled again from the texts.
It refuses to trust the file for more than data, and to know what a part means.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from fittvp import __version__

FORMAT: Final = 4  # +1 whenever the form of a part changes
_UNREADABLE: Final = (KeyError, TypeError, ValueError, IndexError, AttributeError)
Part = TypeVar("Part")
Parts = Mapping[str, tuple[str, bytes]]


class Shelf:
    """The parts of one library as (hash, JSON), by name. `again` compiles them anew."""

    def __init__(self, parts: Parts, again: Callable[[], Parts]) -> None:
        self._parts, self._again = parts, again

    def open(self, name: str, unpack: Callable[[Any], Part]) -> Part:
        """A part, unpacked. A part that cannot be is compiled again, and then must."""
        try:
            return unpack(self._read(name))
        except _UNREADABLE:
            self._parts = self._again()
            return unpack(self._read(name))

    def _read(self, name: str) -> Any:
        check, body = self._parts[name]
        if _hash(body) != check:
            raise ValueError("not what was written")
        return json.loads(body)


def encoded(parts: Mapping[str, Any]) -> Parts:
    """Each part as JSON without a line break, with its hash."""
    found = {}
    for name, part in parts.items():
        body = json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()
        found[name] = (_hash(body), body)
    return found


def cache_file(digest: str, kind: str = "library") -> Path:
    """Compiled by this version of the program from these texts."""
    from platformdirs import user_cache_path

    key = hashlib.sha256(f"{__version__}\0{FORMAT}\0{digest}".encode()).hexdigest()
    return user_cache_path("fittvp", appauthor=False) / f"{kind}-{key[:32]}.json"


def read_parts(file: Path) -> Parts | None:
    """The parts of a cached library, or None where there is none with a sound list of them. Never raises."""
    try:
        check, index, *bodies = file.read_bytes().split(b"\n")
        if check.decode() != _hash(index):
            return None
        return {name: (own, body) for (name, own), body in zip(json.loads(index), bodies, strict=True)}
    except (OSError, *_UNREADABLE):
        return None


def write_parts(file: Path, parts: Parts) -> None:
    """Whole or not at all; two writers write the same. A cache that cannot be written is no error."""
    index = json.dumps([(name, check) for name, (check, _) in parts.items()]).encode()
    content = b"\n".join([_hash(index).encode(), index, *(body for _, body in parts.values())])
    partial = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}.partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        os.replace(partial, file)
    except OSError:
        with contextlib.suppress(OSError):  # a cache folder that cannot be used at all
            partial.unlink(missing_ok=True)


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
