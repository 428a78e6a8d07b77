"""Edits of a text, by spans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pilothouse.source.file import SourceFile
from pilothouse.source.span import Span


class TextEdit(NamedTuple):
    """Replace the text in `span` with `text`; an empty span inserts, an empty text removes."""

    span: Span
    text: str


def apply_edits(file: SourceFile, edits: Iterable[TextEdit]) -> str:
    """Return the file's text with edits that don't overlap; everything else keeps its bytes."""
    done, pieces = 0, []
    for edit in sorted(edits):
        start = file.offset(edit.span.start)
        if start < done:
            raise ValueError(f"overlapping edits at {edit.span.start}")
        pieces += [file.text[done:start], edit.text]
        done = file.offset(edit.span.end)
    return "".join([*pieces, file.text[done:]])


def overlap(one: TextEdit, other: TextEdit) -> bool:
    """Whether two edits can't both be applied: they share a character, or insert at the same place."""
    if one.span.start == other.span.start:
        return True
    first, second = sorted((one.span, other.span))
    return second.start < first.end
