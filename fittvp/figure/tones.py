"""The few tones of the pictures: dark to light for near to far, so that no meaning hangs on colour.

Floor: figure. The arrow alone is coloured, and has a form of its own.
"""

from __future__ import annotations

WHITE = "white"
TONES = {
    "near": (0x25, 0x32, 0x39),
    "body": (0x49, 0x5A, 0x63),
    "hair": (0x2B, 0x37, 0x3E),
    "face": (0x8B, 0x9A, 0xA2),
    "far": (0x9A, 0xA8, 0xAF),
    "line": (0x6F, 0x81, 0x89),
    "panel": (0xE9, 0xEE, 0xF0),
    "load": (0x1C, 0x23, 0x28),
    "band": (0x3C, 0x4A, 0x52),
    "water": (0xC9, 0xDC, 0xE4),
    "arrow": (0xC2, 0x4A, 0x0E),
    WHITE: (0xFF, 0xFF, 0xFF),
}


def rgb(tone: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return TONES[tone]


def code(tone: str) -> str:
    """Six hexadecimal digits."""
    return "{:02X}{:02X}{:02X}".format(*TONES[tone])
