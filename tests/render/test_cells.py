"""Text in terminal cells."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pilothouse.render.cells import Excerpt, cell, excerpt, shown


@pytest.mark.parametrize(
    ("character", "text", "width"),
    [
        ("a", "a", 1),
        ("é", "é", 1),
        ("日", "日", 2),
        ("\uff21", "\uff21", 2),
        ("\u0301", "\u0301", 0),
        ("\t", "    ", 4),
        ("\n", "\\n", 2),
        ("\x1b", "\\x1b", 4),
        ("\x85", "\\x85", 4),
        ("\u200b", "\\u200b", 6),
        ("\u202e", "\\u202e", 6),
        ("\ud800", "\\ud800", 6),
    ],
)
def test_a_character_is_shown_as(character: str, text: str, width: int) -> None:
    assert cell(character) == (text, width)


def test_a_shown_text_is_on_one_line() -> None:
    assert shown("a\nb\x1b[0m") == "a\\nb\\x1b[0m"


@given(st.text(st.characters(exclude_categories=["Mn", "Me"])))
def test_a_shown_text_has_no_control_characters(text: str) -> None:
    # Of blanks, Python calls only the plain one printable.
    assert all(one.isprintable() or one.isspace() for one in shown(text))
    assert len(shown(text).splitlines()) <= 1


def test_a_short_line_stays_whole() -> None:
    assert excerpt("key: value", 5, 10, 40) == Excerpt("key: value", 5, 5)


def test_a_long_line_is_cut_on_both_sides() -> None:
    assert excerpt("a" * 50 + "here" + "b" * 50, 50, 54, 20) == Excerpt("…aaaahere" + "b" * 10 + "…", 5, 4)


def test_a_mark_that_is_too_long_ends_with_the_line_that_is_shown() -> None:
    assert excerpt("k: " + "v" * 100, 3, 103, 20) == Excerpt("k: " + "v" * 15 + "…", 3, 15)


@example("0\U00018d09", 2, 0, 10)  # an escape wider than the room between the ellipses
@given(st.text(), st.integers(0, 50), st.integers(0, 50), st.integers(10, 40))
def test_a_mark_is_within_the_shown_text(line: str, start: int, length: int, limit: int) -> None:
    cut = excerpt(line, start, start + length, limit)
    columns = sum(cell(character).width for character in cut.text)
    assert cut.indent >= 0
    assert cut.width >= 1
    assert cut.indent + cut.width <= columns + 1


@pytest.mark.parametrize("start", [0, 500_000, 999_995])
def test_of_a_huge_line_only_a_part_is_looked_at(start: int) -> None:
    line = "x" * start + "here" + "x" * (1_000_000 - start)
    cut = excerpt(line, start, start + 4, 120)
    assert cut.text[cut.indent : cut.indent + cut.width] == "here"
    assert len(cut.text) <= 120
