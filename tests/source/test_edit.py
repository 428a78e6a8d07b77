"""Edits of a text by spans."""

import pytest

from pilothouse.source.edit import TextEdit, apply_edits, overlap
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position, Span


def edit(start: tuple[int, int], end: tuple[int, int], text: str = "") -> TextEdit:
    return TextEdit(Span(Position(*start), Position(*end)), text)


@pytest.mark.parametrize(
    ("text", "edits", "after"),
    [
        ("a: b\n", [edit((1, 4), (1, 5), "c")], "a: c\n"),
        ("a: b\r\nc: d\r\n", [edit((2, 4), (2, 5), "é"), edit((1, 1), (1, 2), "x")], "x: b\r\nc: é\r\n"),
        ("a\nb\nc\n", [edit((2, 1), (3, 1))], "a\nc\n"),
        ("a\nb", [edit((1, 2), (2, 2))], "a"),
        ("a\n", [edit((1, 9), (1, 9), "!")], "a!\n"),
        ("a\n", [edit((9, 1), (9, 1), "b\n")], "a\nb\n"),
        ("😀: b\n", [edit((1, 4), (1, 5), "c")], "😀: c\n"),
        ("ab\n", [edit((1, 1), (1, 2)), edit((1, 2), (1, 2), "c")], "cb\n"),
        ("a\n", [], "a\n"),
    ],
)
def test_edits_change_what_they_cover_and_nothing_else(text: str, edits: list[TextEdit], after: str) -> None:
    assert apply_edits(SourceFile("a", text), edits) == after


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlapping"):
        apply_edits(SourceFile("a", "abc"), [edit((1, 1), (1, 3)), edit((1, 2), (1, 4))])


@pytest.mark.parametrize(
    ("one", "other", "is_overlap"),
    [
        (edit((1, 1), (1, 3)), edit((1, 2), (1, 4)), True),
        (edit((1, 1), (1, 3)), edit((1, 3), (1, 4)), False),
        (edit((1, 1), (1, 3)), edit((1, 3), (1, 3), "x"), False),
        (edit((1, 1), (1, 3)), edit((1, 2), (1, 2), "x"), True),
        (edit((1, 1), (1, 1), "x"), edit((1, 1), (1, 1), "y"), True),
        (edit((1, 1), (2, 1)), edit((2, 1), (3, 1)), False),
    ],
)
def test_two_edits_overlap_where_the_result_would_depend_on_their_order(
    one: TextEdit, other: TextEdit, is_overlap: bool
) -> None:
    assert overlap(one, other) is overlap(other, one) is is_overlap
