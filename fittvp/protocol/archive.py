"""The texts of a library, packed small, as they go into a patient's record, and back.

Floor: protocol. A record a year old is replayed with its own rules: `library_of(unpack_texts(...))`.
It refuses texts that do not match their hash, and to know what they say.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import hashlib
import json
from collections.abc import Mapping

LARGEST = 50_000_000  # bytes of unpacked text; more is no library


class BadArchive(ValueError):
    """Packed texts that cannot be used. The message says why."""


def digest_of(texts: Mapping[str, str]) -> str:
    """One hash of all texts, whatever their order."""
    whole = hashlib.sha256()
    for stem, text in sorted(texts.items()):
        whole.update(f"\0{stem}\0{len(text)}\0".encode() + text.encode())
    return whole.hexdigest()


def pack_texts(texts: Mapping[str, str]) -> str:
    """All files of a library as one line of text: JSON, bz2, base64."""
    return base64.b64encode(bz2.compress(json.dumps(dict(texts), ensure_ascii=False).encode())).decode()


def unpack_texts(packed: str, digest: str) -> dict[str, str]:
    """File stem to text. Raises BadArchive where they are damaged, too large, or not those of `digest`."""
    try:
        opened = bz2.BZ2Decompressor()
        raw = opened.decompress(base64.b64decode(packed, validate=True), LARGEST)
        if not opened.eof:
            raise BadArchive("the protocols kept in the record are too large or cut short")
        texts = json.loads(raw)
    except (binascii.Error, OSError, EOFError, ValueError) as error:
        if isinstance(error, BadArchive):
            raise
        raise BadArchive("the protocols kept in the record are damaged") from None
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise BadArchive("the protocols kept in the record are no texts")
    if digest_of(texts) != digest:
        raise BadArchive("the protocols kept in the record are not those that their hash names")
    return texts
