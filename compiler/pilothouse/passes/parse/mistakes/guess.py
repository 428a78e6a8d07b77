"""A guess at the cause of a YAML syntax error, and the lines that it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pilothouse.source.edit import TextEdit
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position, Span


@dataclass(frozen=True, slots=True)
class Guess:
    """A mistake at `span`, the next step, and the lines (counted from 1) that would correct it.

    `is_offered` says whether to offer the correction as a fix, too.
    """

    message: str
    help: str
    span: Span
    lines: Mapping[int, str]
    is_offered: bool = True

    def edits(self, file: SourceFile) -> tuple[TextEdit, ...]:
        """Return the correction as edits."""
        ends = {number: Position(number, len(file.line(number)) + 1) for number in self.lines}
        return tuple(
            TextEdit(Span(Position(number, 1), ends[number]), line) for number, line in self.lines.items()
        )


def span_of(number: int, start: int, end: int) -> Span:
    """Return the characters of a line from index `start` to `end`."""
    return Span(Position(number, start + 1), Position(number, end + 1))


def lines_above(file: SourceFile, last: int, most: int) -> Iterator[tuple[int, str]]:
    """Yield up to `most` lines that contain more than a comment, from line `last` upwards."""
    for number in range(min(last, len(file.lines)), 0, -1):
        line = file.line(number)
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line
            most -= 1
            if not most:
                return


def indent_of(line: str) -> int:
    """Return the number of spaces at the start of a line."""
    return len(line) - len(line.lstrip())


def cut(text: str) -> str:
    """Shorten a text to fit into a message."""
    return text if len(text) <= 60 else f"{text[:59]}…"
