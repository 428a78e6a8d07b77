"""A text file as it was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from pilothouse.source.span import Position, Span

_LINE_BREAK = re.compile("\r\n|\n|\r")


@dataclass(frozen=True)
class SourceFile:
    """A file's text under the path shown in messages; `mark` is the byte order mark before it."""

    path: str
    text: str
    mark: str = ""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends (LF, CR LF or CR), as editors count them."""
        return tuple(_LINE_BREAK.split(self.text))

    def line(self, number: int) -> str:
        """Return line `number`, counted from 1, or an empty text past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @property
    def line_break(self) -> str:
        """The ending of the first line; new lines of this file should have the same."""
        match = _LINE_BREAK.search(self.text)
        return match[0] if match else "\n"

    def offset(self, position: Position) -> int:
        """Return the number of characters before a position; past a line's end, before its break."""
        if position.line > len(self.lines):
            return len(self.text)
        return self._starts[position.line - 1] + min(position.column - 1, len(self.line(position.line)))

    def position(self, index: int) -> Position:
        """Return the position before the character at `index`, counted from 0."""
        line = bisect_right(self._starts, index)
        return Position(line, index - self._starts[line - 1] + 1)

    def between(self, span: Span) -> str:
        """Return the text that a span covers."""
        return self.text[self.offset(span.start) : self.offset(span.end)]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in _LINE_BREAK.finditer(self.text)))
