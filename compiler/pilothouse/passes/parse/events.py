"""The stream of YAML events, by ruamel.yaml.

Its C parser is tried first, for speed; the Python parser has the last word on every text that the C parser
refuses (YAML 1.2 allows `{url: https://host}`), so that both give the same events and the same messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.reader import ReaderError

from pilothouse.diagnostics import codes
from pilothouse.passes.parse.problem import ParseError
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position, Span

Event = Any
"""One of ruamel.yaml.events, which has no types."""


def fast_events(text: str) -> Iterator[Event]:
    """Yield the events of `text` by the C parser, where it is there. Raises YAMLError."""
    return iter(YAML(typ="safe").parse(text))


def strict_events(text: str) -> Iterator[Event]:
    """Yield the events of `text` by the Python parser. Raises ParseError."""
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except YAMLError as error:
        raise problem_of(error, text) from error


def span_of(event: Event) -> Span:
    """Return where an event stands."""
    start, end = event.start_mark, event.end_mark
    return Span(
        Position(start.line + 1, start.column + 1),
        Position(end.line + 1, end.column + 1),
    )


def problem_of(error: YAMLError, text: str) -> ParseError:
    """Say a YAML error in our form, at the place where reading stopped."""
    if isinstance(error, ReaderError):
        start = _position(text, error.position)
        message = f"character U+{ord(text[error.position]):04X} is not allowed in YAML"
        return ParseError(
            codes.INVALID_YAML,
            message,
            Span(start, Position(start.line, start.column + 1)),
        )
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        sentence = ", ".join(part for part in (error.context, error.problem) if part)
        help = ""
        if "\\t" in (error.problem or ""):
            help = "indent with spaces: YAML allows no tab there"
        return ParseError(codes.INVALID_YAML, f"invalid YAML: {sentence}", _mark_span(mark), help)
    return ParseError(codes.INVALID_YAML, f"invalid YAML: {error}", None)


def _mark_span(mark: StringMark | None) -> Span | None:
    if mark is None:
        return None
    start = Position(mark.line + 1, mark.column + 1)
    return Span(start, start)


def _position(text: str, index: int) -> Position:
    lines = SourceFile("", text[:index]).lines
    return Position(len(lines), len(lines[-1]) + 1)
