"""The compiled library in the user's cache folder: one file, a line for each part, opened part by part.

Floor: protocol. The first line is the hash of the rest: what was cut short, mixed or edited is not used. A part is
read as JSON when it is first asked for; one that does not have the shape it should is compiled again from the texts.
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

FORMAT: Final = 2  # +1 whenever the form of a part changes
_UNREADABLE: Final = (KeyError, TypeError, ValueError, IndexError, AttributeError)
Part = TypeVar("Part")


class Shelf:
    """The parts of one library as JSON, by name. `again` compiles them anew."""

    def __init__(self, parts: Mapping[str, bytes], again: Callable[[], Mapping[str, bytes]]) -> None:
        self._parts, self._again = parts, again

    def open(self, name: str, unpack: Callable[[Any], Part]) -> Part:
        """A part, unpacked. A part that cannot be is compiled again, and then must."""
        try:
            return unpack(json.loads(self._parts[name]))
        except _UNREADABLE:
            self._parts = self._again()
            return unpack(json.loads(self._parts[name]))


def encoded(parts: Mapping[str, Any]) -> dict[str, bytes]:
    """Each part as JSON without a line break."""
    return {
        name: json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()
        for name, part in parts.items()
    }


def cache_file(digest: str) -> Path:
    """Compiled by this version of the program from these texts."""
    from platformdirs import user_cache_path

    key = hashlib.sha256(f"{__version__}\0{FORMAT}\0{digest}".encode()).hexdigest()
    return user_cache_path("fittvp", appauthor=False) / f"library-{key[:32]}.json"


def read_parts(file: Path) -> dict[str, bytes] | None:
    """The parts of a cached library, or None where there is none that is whole. Never raises."""
    try:
        content = file.read_bytes()
        check, _, body = content.partition(b"\n")
        if check != _check(body):
            return None
        index, *lines = body.split(b"\n")
        return dict(zip(json.loads(index), lines, strict=True))
    except (OSError, *_UNREADABLE):
        return None


def write_parts(file: Path, parts: Mapping[str, bytes]) -> None:
    """Whole or not at all; two writers write the same. A cache that cannot be written is no error."""
    body = b"\n".join([json.dumps(list(parts)).encode(), *parts.values()])
    partial = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}.partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(_check(body) + b"\n" + body)
        os.replace(partial, file)
    except OSError:
        with contextlib.suppress(OSError):  # a cache folder that cannot be used at all
            partial.unlink(missing_ok=True)


def _check(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
