"""Comments."""

from __future__ import annotations

from typing import NamedTuple

from pilothouse.source.span import Span


class Comment(NamedTuple):
    """A comment, from its `#` to the end of the line."""

    span: Span
    text: str
