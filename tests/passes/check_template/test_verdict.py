"""A stored verdict is read back unchanged; a damaged one counts as missing."""

from __future__ import annotations

import pytest

from pilothouse.passes.check_template.verdict import Match, read_verdict, verdict_text


def test_a_verdict_comes_back_as_it_was() -> None:
    verdict = (Match("E3006", "unknown type", "error", ("Resources", "X", 0)),)
    assert read_verdict(verdict_text(verdict)) == verdict


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "1",
        "[1]",
        '["E1"]',
        '[["E1","m","bogus",[]]]',
        '[["E1","m","error",[null]]]',
        "[" * 100_000,
    ],
)
def test_a_damaged_verdict_counts_as_missing(text: str) -> None:
    assert read_verdict(text) is None
