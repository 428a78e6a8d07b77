"""The place of a cursor in text being typed, and the word around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pilothouse.source.route import Route

_COMMENT = re.compile(r"\s#")
_PLAIN_KEY = re.compile(r"[^\s:#]*")
_FLOW_VALUE = re.compile(r"[^\s,\[\]{}]*")
_FLOW_KEY = re.compile(r"[^\s,:\[\]{}]*")


class Cursor(NamedTuple):
    """The place of a cursor.

    At a key or at a list's item the route is that of the mapping or the item; at a value, that of the value.
    `typed` is the part of the word before the cursor, without its quote, and `rest` the line after it.
    """

    route: Route
    typed: str
    is_value: bool = False
    rest: str = ""
    quote: str = ""
    is_in_flow: bool = False
    needs_blank: bool = False
    """Whether it is right after a colon or a dash, which need a space after them."""

    @property
    def tail(self) -> str:
        """The part of the word after the cursor, without its quote."""
        if self.is_closed:
            return self.rest[: self.rest.index(self.quote)]
        is_item = bool(self.route) and isinstance(self.route[-1], int)
        if self.is_in_flow or self.quote:
            pattern = _FLOW_VALUE if self.is_value or is_item else _FLOW_KEY
        elif self.is_value:
            return _COMMENT.split(self.rest, maxsplit=1)[0].rstrip()
        else:
            pattern = _PLAIN_KEY
        match = pattern.match(self.rest)
        return match[0] if match else ""

    @property
    def is_closed(self) -> bool:
        """Whether the quote around it is closed on the line."""
        return bool(self.quote) and self.quote in self.rest

    @property
    def has_colon(self) -> bool:
        """Whether the word is a key that has its colon."""
        behind = self.rest[len(self.tail) :].removeprefix(self.quote)
        return not self.is_value and behind.lstrip(" ").startswith(":")
