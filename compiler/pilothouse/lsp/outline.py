"""The structure of a manifest that is being typed, from its lines, since it may not be valid YAML yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pilothouse.lsp.cursor import Cursor
from pilothouse.lsp.flow import Flow
from pilothouse.passes.parse.builder import MAX_DEPTH
from pilothouse.source.route import Route

_DASHES = re.compile(r" *(?:- +)*(?:-$)?")
_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s#:\-\[{"'](?:[^:#]*[^:#\s])?)\s*:(?=\s|$)""")
_LITERAL = re.compile(r"\s*[|>][-+0-9]*\s*(?:#.*)?")

Outline = Mapping[Route, str]
"""The route of each key and each list item, with the text of a scalar, otherwise empty."""


@dataclass(slots=True)
class _Frame:
    """An open block collection: its start, its route, and the step to its latest child."""

    column: int
    route: Route
    step: str | int

    @property
    def is_list(self) -> bool:
        return isinstance(self.step, int)


def read_outline(lines: Iterable[str]) -> Outline:
    """Read the outline of a manifest."""
    walk = _Walk()
    for line in lines:
        walk.feed(line)
    return walk.texts


def cursor_at(lines: Sequence[str], line: int, column: int) -> Cursor | None:
    """Return the cursor's place, None if there is nothing to propose; line and column from 0."""
    walk = _Walk()
    for text in lines[:line]:
        walk.feed(text)
    text = lines[line] if line < len(lines) else ""
    before, rest = text[:column], text[column:]
    cursor = walk.cursor(before, rest)
    if cursor is None or cursor.typed or cursor.quote:
        return cursor
    return cursor._replace(needs_blank=before.endswith((":", "-")))


class _Walk:
    """Goes through lines, and tracks the open collections."""

    def __init__(self) -> None:
        self.texts: dict[Route, str] = {}
        self._frames: list[_Frame] = []
        self._literal: int | None = None
        self._flow: tuple[int, Flow] | None = None

    def feed(self, text: str) -> None:
        """Read the next line."""
        content = text.strip()
        indent = _indent(text)
        if self._literal is not None and (not content or indent > self._literal):
            return
        self._literal = None
        if self._flow and (not content or indent > self._flow[0]):
            self._go_on(self._flow[0], self._flow[1], text)
            return
        self._flow = None
        if not content or content.startswith("#"):
            return
        start = self._items(text)
        if key := _KEY.match(text, start):
            self._open_key(start, _unquoted(key["key"]))
        behind = key.end() if key else start
        if _LITERAL.fullmatch(text, behind):
            self._literal = indent
        elif key or (self._frames and self._frames[-1].is_list):
            self.texts.setdefault(self._child(), "")
            self._go_on(indent, Flow(self._child(), self.texts), text[behind:])

    def _go_on(self, indent: int, flow: Flow, text: str) -> None:
        """Read more of a value that starts on a line indented by `indent`."""
        flow.feed(text)
        flow.end_line()
        self._flow = (indent, flow) if flow.is_open else None

    def cursor(self, before: str, rest: str) -> Cursor | None:
        """Return the cursor's place, from the text around it on its line."""
        indent = _indent(before)
        if self._literal is not None and indent > self._literal:
            return None
        if self._flow and indent > self._flow[0]:
            flow = self._flow[1]
            flow.feed(before)
            return flow.cursor(rest)
        start = self._items(before)
        if key := _KEY.match(before, start):
            self._open_key(start, _unquoted(key["key"]))
            flow = Flow(self._child())
            flow.feed(before[key.end() :])
            return flow.cursor(rest)
        self._close(start + 1)
        flow = Flow(self._place(start))
        flow.feed(before[start:])
        cursor = flow.cursor(rest)
        return cursor if cursor is None or cursor.is_in_flow else cursor._replace(is_value=False)

    def _place(self, column: int) -> Route:
        """Return the parent of a key or an item that starts at a column."""
        top = self._frames[-1] if self._frames else None
        if top is None or top.column != column:
            return self._child()
        below = self._frames[-2] if len(self._frames) > 1 else None
        if top.is_list and below and below.column == column:
            return below.route
        return top.route

    def _items(self, text: str) -> int:
        """Open the list items that a line starts with; return the column of the text after them."""
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
            self._open(column, 0)

    def _open_key(self, column: int, key: str) -> None:
        self._close(column + 1)
        while self._frames and self._frames[-1].is_list and self._frames[-1].column >= column:
            self._frames.pop()
        top = self._frames[-1] if self._frames else None
        if top and top.column == column:
            top.step = key
        else:
            self._open(column, key)

    def _open(self, column: int, step: str | int) -> None:
        """Open a collection; one nested deeper than allowed is a part of the one around it."""
        if len(self._frames) < MAX_DEPTH:
            self._frames.append(_Frame(column, self._child(), step))

    def _close(self, column: int) -> None:
        """Close the collections that start at `column` or further right."""
        while self._frames and self._frames[-1].column >= column:
            self._frames.pop()

    def _child(self) -> Route:
        """Return the route to the latest child of the innermost collection."""
        return (*self._frames[-1].route, self._frames[-1].step) if self._frames else ()


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _unquoted(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key
