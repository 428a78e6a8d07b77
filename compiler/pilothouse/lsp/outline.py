"""Where keys stand in a manifest that is being typed: told by its lines, since it may be no YAML yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pilothouse.lsp.flow import Cursor, in_flow
from pilothouse.source.route import Route

_DASHES = re.compile(r" *(?:- +)*")
_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s#:\-\[{][^:#]*?)\s*:(?=\s|$)""")
_LITERAL = re.compile(r"\s*[|>][-+0-9]*\s*(?:#.*)?")


class KeyPlace(NamedTuple):
    """Where a key stands: line and column from 0."""

    line: int
    column: int


@dataclass(slots=True)
class _Frame:
    """A block collection that is open: where it begins, its route, and the step to its latest child."""

    column: int
    route: Route
    step: str | int

    @property
    def is_list(self) -> bool:
        return isinstance(self.step, int)


def read_keys(lines: Iterable[str]) -> dict[Route, KeyPlace]:
    """Return the route of each key of block mappings, and where it stands."""
    walk = _Walk()
    for line in lines:
        walk.feed(line)
    return walk.keys


def cursor_at(lines: Sequence[str], line: int, column: int) -> Cursor:
    """Tell what a cursor stands in; line and column from 0."""
    walk = _Walk()
    for text in lines[:line]:
        walk.feed(text)
    return walk.cursor(lines[line][:column] if line < len(lines) else "")


class _Walk:
    """Goes through lines, and knows which collections are open."""

    def __init__(self) -> None:
        self.keys: dict[Route, KeyPlace] = {}
        self._frames: list[_Frame] = []
        self._literal: int | None = None
        self._line = -1

    def feed(self, text: str) -> None:
        """Take the next line."""
        self._line += 1
        content = text.strip()
        indent = len(text) - len(text.lstrip(" "))
        if self._literal is not None and (not content or indent > self._literal):
            return
        self._literal = None
        if not content or content.startswith("#"):
            return
        start = self._items(text)
        if key := _KEY.match(text, start):
            self._open_key(start, _unquoted(key["key"]))
            self.keys[self._child()] = KeyPlace(self._line, start)
        if _LITERAL.fullmatch(text, key.end() if key else start):
            self._literal = indent

    def cursor(self, before: str) -> Cursor:
        """Tell what a cursor stands in, by what stands before it on its line."""
        start = self._items(before)
        if key := _KEY.match(before, start):
            self._open_key(start, _unquoted(key["key"]))
            return in_flow(before[key.end() :].lstrip(), self._child())
        self._close(start + 1)
        top = self._frames[-1] if self._frames else None
        is_sibling = top is not None and not top.is_list and top.column == start
        route = top.route if top and is_sibling else self._child()
        return Cursor(route, before[start:])

    def _items(self, text: str) -> int:
        """Open the list items that a line begins with; return the column of what follows."""
        match = _DASHES.match(text)
        start = match.end() if match else 0
        for column in (index for index in range(start) if text[index] == "-"):
            self._open_item(column)
        return start

    def _open_item(self, column: int) -> None:
        self._close(column + 1)
        top = self._frames[-1] if self._frames else None
        if top and isinstance(top.step, int) and top.column == column:
            top.step += 1
        else:
            self._frames.append(_Frame(column, self._child(), 0))

    def _open_key(self, column: int, key: str) -> None:
        self._close(column + 1)
        while self._frames and self._frames[-1].is_list and self._frames[-1].column >= column:
            self._frames.pop()
        top = self._frames[-1] if self._frames else None
        if top and top.column == column:
            top.step = key
        else:
            self._frames.append(_Frame(column, self._child(), key))

    def _close(self, column: int) -> None:
        """Close what begins at `column` or further right."""
        while self._frames and self._frames[-1].column >= column:
            self._frames.pop()

    def _child(self) -> Route:
        """Return the route to the latest child of the innermost collection."""
        return (*self._frames[-1].route, self._frames[-1].step) if self._frames else ()


def _unquoted(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key
