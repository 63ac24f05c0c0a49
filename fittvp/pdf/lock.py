"""A file under a password: AES-256, revision 6 (ISO 32000-2, 7.6.4), by pikepdf.

Who knows the password may read, print, copy and have the file read out. The password is never kept or logged.
It refuses to know what the file holds.
"""

from __future__ import annotations

from io import BytesIO

from fittvp.pdf.extra import MissingExtra

NEEDS = (
    "A PDF under a password needs pikepdf, which is not installed. "
    'Install it with: pip install "fittvp[encrypt]"'
)
_LONGEST = 127  # bytes of UTF-8: the format takes no more, and would cut the rest off unseen


def check(password: str) -> None:
    """Raises before any work is done: MissingExtra without pikepdf, ValueError for a password that cannot be."""
    try:
        import pikepdf  # noqa: F401  # asked for before any work, used at the end
    except ImportError:
        raise MissingExtra(NEEDS) from None
    if not password.strip():
        raise ValueError("The password is empty: give one of at least one letter, or none for an open file.")
    if len(password.encode("utf-8")) > _LONGEST:
        raise ValueError(
            f"The password is longer than {_LONGEST} bytes: a PDF takes no more. Give a shorter one."
        )


def locked(data: bytes, password: str) -> bytes:
    """The same file, encrypted. Salts are random, so no two are alike."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        file.save(
            out, encryption=pikepdf.Encryption(owner=password, user=password, R=6, aes=True, metadata=True)
        )
    return out.getvalue()
