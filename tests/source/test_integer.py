"""Integers in untrusted texts."""

import pytest

from pilothouse.source.integer import LARGEST, integer


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        ("+7", 7),
        ("-3", -3),
        ("007", 7),
        ("0" * 5000 + "1", 1),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), LARGEST),
        ("9" * 5000, LARGEST),
        ("-" + "9" * 5000, -LARGEST),
    ],
    ids=lambda value: str(value)[:24],
)
def test_an_integer(text: str, value: int) -> None:
    assert integer(text) == value


@pytest.mark.parametrize("text", ["", "+", "²", "٣", "1²", " 1", "1_000", "1.0", "x", "1\n"])
def test_no_integer(text: str) -> None:
    with pytest.raises(ValueError, match="not decimal digits"):
        integer(text)
