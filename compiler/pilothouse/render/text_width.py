"""The maximum width of a text, in the fonts that a reader of a drawing may have."""

from __future__ import annotations

import unicodedata
from enum import Enum

_ELLIPSIS = "…"

# Widths in em, at least those of bold DejaVu Sans and bold Verdana, the widest of the usual fonts.
_SANS = {
    **dict.fromkeys(" ',.:;ijl", 0.41),
    **dict.fromkeys("!-frt", 0.5),
    **dict.fromkeys('"()IJ[]csz|', 0.6),
    **dict.fromkeys("/?EFLT\\aekovxy", 0.69),
    **dict.fromkeys("ABCKPRVXYZ", 0.79),
    **dict.fromkeys("#&+<=>DGHNOQU^~", 0.88),
    **dict.fromkeys("@Mmw", 1.06),
    **dict.fromkeys("%W", 1.28),
}
_SANS_OTHER = 0.73
_MONO = 0.62
_IDEOGRAPH = 1.1
_UNKNOWN = 1.4


class Font(Enum):
    """A kind of font: proportional, bold or not, or monospaced."""

    SANS = "sans"
    MONO = "mono"


def text_width(text: str, font: Font, size: float) -> float:
    """Return an upper bound of a text's width in pixels, at `size` pixels."""
    return size * sum(_em(character, font) for character in text)


def fit(text: str, font: Font, size: float, room: float) -> str:
    """Cut a text in its middle, with an ellipsis, to at most `room` pixels."""
    if text_width(text, font, size) <= room:
        return text
    head, tail = "", ""
    while True:
        longer_head = text[: len(head) + 1]
        if text_width(longer_head + _ELLIPSIS + tail, font, size) > room:
            break
        head = longer_head
        longer_tail = text[len(text) - len(tail) - 1 :]
        if text_width(head + _ELLIPSIS + longer_tail, font, size) > room:
            break
        tail = longer_tail
    return head + _ELLIPSIS + tail


def _em(character: str, font: Font) -> float:
    if character.isascii():
        return _MONO if font is Font.MONO else _SANS.get(character, _SANS_OTHER)
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0.0
    is_wide_letter = character.isalpha() and unicodedata.east_asian_width(character) in ("W", "F")
    return _IDEOGRAPH if is_wide_letter else _UNKNOWN
