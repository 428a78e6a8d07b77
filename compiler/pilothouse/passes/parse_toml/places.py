"""The places of keys and values in a TOML text, which tomllib doesn't report.

The text was already parsed, so it is valid TOML: this only finds its tokens again.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from pilothouse.source.file import SourceFile
from pilothouse.source.route import Route
from pilothouse.source.span import START, Span
from pilothouse.source.toml import read_toml

_BLANK = re.compile(r"(?:[\s,]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*(?P<key>"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)[ \t]*(?P<dot>\.?)""")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_OTHER = re.compile(r"[^,\]}#\n]+")


class KeyAndValue(NamedTuple):
    """The span of a key, and of its value; an item of an array is its own key."""

    key: Span
    value: Span


class Places(dict[Route, KeyAndValue]):
    """Places by route; an unknown route gets its nearest ancestor."""

    def key(self, route: Route) -> Span:
        """Return the span of the key that leads to `route`."""
        return self._nearest(route).key

    def value(self, route: Route) -> Span:
        """Return the span of the value at `route`."""
        return self._nearest(route).value

    def _nearest(self, route: Route) -> KeyAndValue:
        while route and route not in self:
            route = route[:-1]
        return self.get(route, KeyAndValue(Span(START, START), Span(START, START)))


def find_places(file: SourceFile) -> Places:
    """Find the places of a TOML text."""
    scanner = _Scanner(file)
    scanner.scan()
    return scanner.found


class _Scanner:
    """Goes through a text once; `found` grows."""

    def __init__(self, file: SourceFile) -> None:
        self.found = Places()
        self._file = file
        self._text = file.text
        self._at = 0
        self._tables: Counter[Route] = Counter()

    def scan(self) -> None:
        """Go through all headers and pairs."""
        table: Route = ()
        while self._skip():
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> bool:
        """Skip white space, comments and commas; return whether anything follows."""
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at < len(self._text)

    def _header(self) -> Route:
        brackets = 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        names, span = self._keys()
        self._at = self._text.index("]", self._at) + brackets
        route: Route = ()
        for name in names:
            route = (*route, name)
            if route != names and route in self._tables:
                route = (*route, self._tables[route] - 1)
        if brackets == 2:
            self._tables[route] += 1
            route = (*route, self._tables[route] - 1)
        self.found[route] = KeyAndValue(span, span)
        return route

    def _pair(self, table: Route) -> None:
        names, span = self._keys()
        self._at = self._text.index("=", self._at) + 1
        for count in range(1, len(names)):
            self.found.setdefault((*table, *names[:count]), KeyAndValue(span, span))
        route = (*table, *names)
        self.found[route] = KeyAndValue(span, self._value(route))

    def _keys(self) -> tuple[Route, Span]:
        names: list[str] = []
        start = None
        while match := _KEY.match(self._text, self._at):
            self._at = match.end()
            start = match.start("key") if start is None else start
            end = match.end("key")
            names.append(next(iter(read_toml(f"{match['key']} = 0"))))
            if not match["dot"]:
                return tuple(names), self._span(start, end)
        raise ValueError(f"no key at {self._at}")

    def _value(self, route: Route) -> Span:
        while self._text[self._at] in " \t":
            self._at += 1
        start = self._at
        if self._text[start] in "[{":
            self._members(route)
        else:
            match = _STRING.match(self._text, start) or _OTHER.match(self._text, start)
            self._at = start + len(match[0].rstrip()) if match else start + 1
        return self._span(start, self._at)

    def _members(self, route: Route) -> None:
        is_array = self._text[self._at] == "["
        self._at += 1
        index = 0
        while self._skip() and self._text[self._at] not in "]}":
            if is_array:
                span = self._value((*route, index))
                self.found[(*route, index)] = KeyAndValue(span, span)
                index += 1
            else:
                self._pair(route)
        self._at += 1

    def _span(self, start: int, end: int) -> Span:
        return Span(self._file.position(start), self._file.position(end))
