"""Patterns with wildcards, held against all short texts."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pilothouse.diff.permissions.pattern import covers, literal_pattern, overlap

TEXTS = ["".join(letters) for length in range(5) for letters in product("ab", repeat=length)]
PATTERNS = st.text("ab*?", max_size=4)


def matched(pattern: str) -> set[str]:
    return {text for text in TEXTS if fnmatchcase(text, pattern)}


@given(PATTERNS, PATTERNS)
def test_what_is_covered_is_matched(wide: str, narrow: str) -> None:
    if covers(literal_pattern(wide), literal_pattern(narrow)):
        assert matched(narrow) <= matched(wide)


@given(PATTERNS, st.text("ab", max_size=4))
def test_a_text_is_covered_if_it_is_matched(wide: str, text: str) -> None:
    assert covers(literal_pattern(wide), literal_pattern(text)) == fnmatchcase(text, wide)


@given(PATTERNS, PATTERNS)
def test_patterns_overlap_if_they_match_a_common_text(first: str, second: str) -> None:
    common = bool(matched(first) & matched(second))
    found = overlap(literal_pattern(first), literal_pattern(second))
    assert found or not common
    assert common or not found or len(first + second) > 4
