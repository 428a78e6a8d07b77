"""The stream of YAML events, from ruamel.yaml.

Its C parser is tried first, for speed. The Python parser has the last word on every text that the C parser
rejects (YAML 1.2 allows `{url: https://host}`), so that both give the same events and the same messages.

Some texts crash the Python parser (`"\\U00110000"`: ValueError by `chr`; `%YAML 1.3`: AssertionError). Every
exception is caught here, where only its code runs, and becomes a problem of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.fix import Fix, Rewrite
from pilothouse.passes.parse.problem import ParseError
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position, Span

Event = Any
"""An event of ruamel.yaml.events, which has no types."""
_OLD_BREAK = re.compile("[\x85\u2028\u2029]")


class RefusedError(Exception):
    """A parser can't read a text. `reason` is its exception."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


def fast_events(text: str) -> Iterator[Event]:
    """Yield the events of `text` from the C parser, if it is available. Raises RefusedError."""
    return _guarded(YAML(typ="safe").parse, text)


def strict_events(text: str, refusal: Exception) -> Iterator[Event]:
    """Yield the events of `text` from the Python parser. Raises ParseError.

    If this parser gives no reason, the C parser's `refusal` does.
    """
    try:
        yield from _guarded(YAML(typ="safe", pure=True).parse, text)
    except RefusedError as error:
        reasons = (reason for reason in (error.reason, refusal) if isinstance(reason, YAMLError))
        raise problem_of(next(reasons, error.reason), text) from error


def _guarded(read: Callable[[str], Any], text: str) -> Iterator[Any]:
    try:
        yield from read(text)
    except Exception as error:  # only the library's code runs in here
        raise RefusedError(error) from error


class Marks:
    """Converts the parser's marks to spans.

    Marks count lines, but also break them at NEL, LS and PS, as YAML 1.1 did; with such a character in the
    text, positions are computed from the marks' indexes instead.
    """

    def __init__(self, text: str) -> None:
        self._file = SourceFile("", text)
        self._counts_old_breaks = bool(_OLD_BREAK.search(text))
        self._end = self._file.position(len(text))

    def span(self, event: Event) -> Span:
        """Return the span of an event."""
        return Span(self.position(event.start_mark), self.position(event.end_mark))

    def position(self, mark: Any) -> Position:
        """Return the position of a mark; what is missing at the end of the text is reported at its end."""
        if self._counts_old_breaks:
            return min(self._file.position(mark.index), self._end)
        return min(Position(mark.line + 1, mark.column + 1), self._end)


def problem_of(error: Exception, text: str) -> ParseError:
    """Convert a parser's exception to our form, at the place where reading stopped."""
    if isinstance(error, ReaderError):
        start = SourceFile("", text).position(error.position)
        message = f"character U+{ord(text[error.position]):04X} is not allowed in YAML"
        return ParseError(
            codes.INVALID_YAML, message, Span(start, Position(start.line, start.column + 1)), "remove it"
        )
    if isinstance(error, MarkedYAMLError) and (mark := error.problem_mark or error.context_mark):
        return _explained(error, Marks(text).position(mark), text)
    return ParseError(codes.INVALID_YAML, f"this is not YAML: {error}", None)


def _explained(error: MarkedYAMLError, stop: Position, text: str) -> ParseError:
    """Explain the most probable cause; without a guess, what the parser found."""
    from pilothouse.passes.parse.mistakes.find import find_mistake  # most texts are YAML

    file = SourceFile("", text)
    if guessed := find_mistake(file, stop, _stop):
        guess, is_only_one = guessed
        edits = tuple(Rewrite(edit) for edit in guess.edits(file))
        fix = Fix(guess.help, edits, is_safe=False) if is_only_one and guess.is_offered else None
        return ParseError(codes.INVALID_YAML, guess.message, guess.span, guess.help, fix=fix)
    problem = error.problem or error.context or ""
    words = next((words for part, words in _PROBLEMS if part in problem), f"this is not YAML: {problem}")
    return ParseError(codes.INVALID_YAML, words, Span(stop, stop), _UNGUESSED)


def _stop(text: str) -> Position | None:
    """Return the position where a text can't be read any further, None if it can be read to its end."""
    try:
        for _ in fast_events(text):
            pass
    except RefusedError as error:
        reason = error.reason
        mark = isinstance(reason, MarkedYAMLError) and (reason.problem_mark or reason.context_mark)
        return Marks(text).position(mark) if mark else Position(1, 1)
    return None


_PROBLEMS = (
    ("could not find expected ':'", "this line has no colon after its key"),
    (
        "mapping values are not allowed",
        "a key is not possible here: the line before it is not finished, or has a value",
    ),
    ("expected <block end>", "the indentation of this line matches no line above"),
    ("unexpected end of stream", "the file ends inside a quoted text"),
    ("expected ',' or", "a comma or a closing bracket is missing before this"),
    ("expected the node content", "a value is missing before this"),
)
"""Parts of the parser's messages, and ours."""
_UNGUESSED = "compare the indentation, the quotes and the colons of this line and of those above it"
