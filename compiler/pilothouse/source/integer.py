"""Integers in untrusted texts of any length."""

from __future__ import annotations

import re

LARGEST = (1 << 63) - 1
"""The largest that AWS's APIs, Go and TOML support, too."""
_INTEGER = re.compile(r"(?P<sign>[-+]?)0*(?P<digits>[0-9]*)", re.ASCII)
_MOST_DIGITS = len(str(LARGEST))


def integer_or(text: str, otherwise: int) -> int:
    """Return the integer that a text represents, or `otherwise`."""
    try:
        return integer(text)
    except ValueError:
        return otherwise


def integer(text: str) -> int:
    """Return the integer that a text of decimal digits (`0` to `9`) represents, with or without a sign.

    A value beyond 64 bits becomes the largest integer within: Python's own `int` takes quadratic time for
    long texts, and raises ValueError from 4,300 digits on. Raises ValueError for any other text.
    """
    match = _INTEGER.fullmatch(text)
    if match is None or not text[-1:].isdigit():
        raise ValueError("not decimal digits")
    digits = match["digits"] or "0"
    size = int(digits) if len(digits) <= _MOST_DIGITS else LARGEST
    return min(size, LARGEST) * (-1 if match["sign"] == "-" else 1)
