"""A clinic's sign-off on a protocol: who, when, and the hash of the very text that was read.

Floor: protocol. The hash is of the file without its status, so that signing does not change what was signed. A text
that changed afterwards, and a sign-off without a hash, are a draft again, and say so. It refuses to know who may
sign, and to touch any byte of a file but its status.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Literal

from fittvp.protocol.schema import Review

_STATUS = re.compile(r"^status:[^\n]*(?:\n|\Z)(?:[ \t]+[^\n]*(?:\n|\Z))*", re.MULTILINE)


class NoStatus(ValueError):
    """The text has no status of its own, or several: it cannot be signed."""


def text_hash(text: str) -> str:
    """SHA-256 of the text without its status, the same with any line endings."""
    plain = text.replace("\r\n", "\n")
    return hashlib.sha256(_STATUS.sub("", plain).encode()).hexdigest()


def standing(
    status: str | Mapping[Literal["reviewed"], Review], text: str
) -> tuple[str, tuple[str, str] | None]:
    """The status as it counts today, and (by, on) where the protocol is reviewed."""
    if isinstance(status, str):
        return status, None
    review = next(iter(status.values()))
    if review.sha256 is None:
        return f"draft: marked as reviewed by {review.by} on {review.on}, but not signed", None
    if review.sha256 != text_hash(text):
        return f"draft: the text has changed since {review.by} reviewed it on {review.on}", None
    return "reviewed", (review.by, review.on)


def signed(text: str, by: str, on: str) -> str:
    """The text with its status replaced by a sign-off; every other character as it was. Raises NoStatus."""
    if len(_STATUS.findall(text)) != 1:
        raise NoStatus("it needs exactly one line that begins with `status:`")
    ending = "\r\n" if "\r\n" in text else "\n"
    review = f"{{by: {json.dumps(by, ensure_ascii=False)}, on: {on}, sha256: {text_hash(text)}}}"
    return _STATUS.sub(lambda _: f"status: {{reviewed: {review}}}{ending}", text)
