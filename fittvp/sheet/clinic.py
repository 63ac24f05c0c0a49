"""The clinic whose name, logo and telephone numbers stand on the page. It refuses to know patients."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clinic:
    """`phones`: (label, number) pairs, such as ("Reception", "555 0199"). `logo`: a PNG or JPEG. `colour`: RRGGBB."""

    name: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    address: str = ""
    logo: bytes | None = None
    colour: str = ""
