"""Where a cursor stands in what is being typed, and what of the text around it is the word that is typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from pilothouse.source.route import Route

_COMMENT = re.compile(r"\s#")
_PLAIN_KEY = re.compile(r"[^\s:#]*")
_FLOW_VALUE = re.compile(r"[^\s,\[\]{}]*")
_FLOW_KEY = re.compile(r"[^\s,:\[\]{}]*")


class Cursor(NamedTuple):
    """What a cursor stands in.

    At a key or at a list's item the route is that of the mapping or the item; at a value, that of the value.
    `typed` is the part of the word before the cursor, without its quote, and `rest` the line behind it.
    """

    route: Route
    typed: str
    is_value: bool = False
    rest: str = ""
    quote: str = ""
    is_in_flow: bool = False
    needs_blank: bool = False
    """Whether it stands right behind a colon or a dash, which only a blank makes one."""

    @property
    def tail(self) -> str:
        """The part of the word behind the cursor, without its quote."""
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
        """Whether the quote in which it stands has an end on the line."""
        return bool(self.quote) and self.quote in self.rest

    @property
    def has_colon(self) -> bool:
        """Whether the word is a key that has its colon."""
        behind = self.rest[len(self.tail) :].removeprefix(self.quote)
        return not self.is_value and behind.lstrip(" ").startswith(":")
