"""Positions and spans in a text."""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """A place between two characters: line and column from 1, counted in code points."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of text; `end` is the position after its last character."""

    start: Position
    end: Position

    def covers(self, other: Span) -> bool:
        """Whether another span is inside."""
        return self.start <= other.start and other.end <= self.end


START = Position(1, 1)
