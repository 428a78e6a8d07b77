"""The stream of YAML events, by ruamel.yaml.

Its C parser is tried first, for speed; the Python parser has the last word on every text that the C parser
refuses (YAML 1.2 allows `{url: https://host}`), so that both give the same events and the same messages.

Some texts make the Python parser fail in ways of its own (`"\\U00110000"`: ValueError by `chr`; `%YAML 1.3`:
AssertionError). Whatever it raises is caught here, where only its code runs, and becomes a problem of the
text.
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
"""One of ruamel.yaml.events, which has no types."""
_OLD_BREAK = re.compile("[\x85\u2028\u2029]")


class RefusedError(Exception):
    """A parser can't read a text. `reason` is what it raised."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


def fast_events(text: str) -> Iterator[Event]:
    """Yield the events of `text` by the C parser, where it is there. Raises RefusedError."""
    return _guarded(YAML(typ="safe").parse, text)


def strict_events(text: str, refusal: Exception) -> Iterator[Event]:
    """Yield the events of `text` by the Python parser. Raises ParseError.

    Where this parser fails without saying why, the C parser's `refusal` says it.
    """
    try:
        yield from _guarded(YAML(typ="safe", pure=True).parse, text)
    except RefusedError as error:
        reasons = (reason for reason in (error.reason, refusal) if isinstance(reason, YAMLError))
        raise problem_of(next(reasons, error.reason), text) from error


def _guarded(read: Callable[[str], Any], text: str) -> Iterator[Any]:
    try:
        yield from read(text)
    except Exception as error:  # only the library's own code runs in here
        raise RefusedError(error) from error


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


def problem_of(error: Exception, text: str) -> ParseError:
    """Say what a parser raised in our form, at the place where reading stopped."""
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
    """Say the mistake that most probably made the parser stop; without a guess, what it found there."""
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
    """Return where a text can't be read any further, None if it can be read to its end."""
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
        "no key can stand here: the line before it is not finished, or has a value",
    ),
    ("expected <block end>", "this line is indented like no line that it could belong to"),
    ("unexpected end of stream", "the file ends inside a quoted text"),
    ("expected ',' or", "a comma or a closing bracket is missing before this"),
    ("expected the node content", "a value is missing before this"),
)
"""The parser's sentences, by a part of each, and ours."""
_UNGUESSED = "compare the indentation, the quotes and the colons of this line and of those above it"
