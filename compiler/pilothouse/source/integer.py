"""Integers in the texts of others, whatever their length."""

from __future__ import annotations

import re

LARGEST = (1 << 63) - 1
"""The largest that AWS's APIs, Go and TOML hold, too."""
_INTEGER = re.compile(r"(?P<sign>[-+]?)0*(?P<digits>[0-9]*)", re.ASCII)
_MOST_DIGITS = len(str(LARGEST))


def integer_or(text: str, otherwise: int) -> int:
    """Return the integer that a text stands for, `otherwise` if it stands for none."""
    try:
        return integer(text)
    except ValueError:
        return otherwise


def integer(text: str) -> int:
    """Return the integer that a text of decimal digits (`0` to `9`), with or without a sign, stands for.

    What lies beyond 64 bits counts as the largest integer that doesn't: Python's own `int` takes quadratic
    time for long texts, and raises ValueError from 4,300 digits on. Raises ValueError for any other text.
    """
    match = _INTEGER.fullmatch(text)
    if match is None or not text[-1:].isdigit():
        raise ValueError("no decimal digits")
    digits = match["digits"] or "0"
    size = int(digits) if len(digits) <= _MOST_DIGITS else LARGEST
    return min(size, LARGEST) * (-1 if match["sign"] == "-" else 1)
