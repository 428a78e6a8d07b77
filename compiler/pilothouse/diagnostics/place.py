"""Symbolic places: a finding names a route; line and column are looked up last."""

from __future__ import annotations

from dataclasses import dataclass, field

from pilothouse.source.map import SourceMap
from pilothouse.source.route import Route
from pilothouse.source.span import Span


@dataclass(frozen=True, slots=True)
class Key:
    """The key that leads to a route (for a sequence's item, the item)."""

    route: Route

    def span(self, source_map: SourceMap) -> Span:
        """Look the key up."""
        return source_map.key(self.route)


@dataclass(frozen=True, slots=True)
class Value:
    """The value at a route."""

    route: Route

    def span(self, source_map: SourceMap) -> Span:
        """Look the value up."""
        return source_map.value(self.route)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: a key, a value, a span without a route, or (None) the file as a whole.

    `others` are places that decide the same thing, the most likely first. A finding doesn't need them.
    """

    path: str
    anchor: Key | Value | Span | None = None
    others: tuple[Place, ...] = field(default=(), compare=False)
