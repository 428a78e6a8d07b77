"""The stream of YAML events, by ruamel.yaml.

Its C parser is tried first, for speed; the Python parser has the last word on every text that the C parser
refuses (YAML 1.2 allows `{url: https://host}`), so that both give the same events and the same messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from pilothouse.diagnostics import codes
from pilothouse.passes.parse.problem import ParseError
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position, Span

Event = Any
"""One of ruamel.yaml.events, which has no types."""
_OLD_BREAK = re.compile("[\x85\u2028\u2029]")


def fast_events(text: str) -> Iterator[Event]:
    """Yield the events of `text` by the C parser, where it is there. Raises YAMLError."""
    return iter(YAML(typ="safe").parse(text))


def strict_events(text: str) -> Iterator[Event]:
    """Yield the events of `text` by the Python parser. Raises ParseError."""
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except YAMLError as error:
        raise problem_of(error, text) from error


class Marks:
    """Turns the parser's marks into spans.

    Marks count lines, but break them at NEL, LS and PS, too, where YAML 1.1 did; with such a character in the
    text, positions are counted from the marks' indexes instead.
    """

    def __init__(self, text: str) -> None:
        self._file = SourceFile("", text)
        self._counts_old_breaks = bool(_OLD_BREAK.search(text))
        self._end = self._file.position(len(text))

    def span(self, event: Event) -> Span:
        """Return where an event stands."""
        return Span(self.position(event.start_mark), self.position(event.end_mark))

    def position(self, mark: Any) -> Position:
        """Return where a mark stands; what is missing at the end of the text stands at its end."""
        if self._counts_old_breaks:
            return min(self._file.position(mark.index), self._end)
        return min(Position(mark.line + 1, mark.column + 1), self._end)


def problem_of(error: YAMLError, text: str) -> ParseError:
    """Say a YAML error in our form, at the place where reading stopped."""
    if isinstance(error, ReaderError):
        start = SourceFile("", text).position(error.position)
        message = f"character U+{ord(text[error.position]):04X} is not allowed in YAML"
        return ParseError(codes.INVALID_YAML, message, Span(start, Position(start.line, start.column + 1)))
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        sentence = ", ".join(part for part in (error.context, error.problem) if part)
        help = "indent with spaces: YAML allows no tab there" if "\\t" in (error.problem or "") else ""
        place = Marks(text).position(mark) if mark else None
        span = Span(place, place) if place else None
        return ParseError(codes.INVALID_YAML, f"invalid YAML: {sentence}", span, help)
    return ParseError(codes.INVALID_YAML, f"invalid YAML: {error}", None)
