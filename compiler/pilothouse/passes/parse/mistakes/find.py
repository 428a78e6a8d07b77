"""The probable cause of a YAML syntax error.

A parser reports where it gave up, which often isn't where the mistake is. So this looks for each of the
common mistakes around that place and tries its correction. The first one that gets the parser further is
reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pilothouse.passes.parse.mistakes.guess import Guess, lines_above
from pilothouse.passes.parse.mistakes.layout import indents, left_overs, odd_blanks
from pilothouse.passes.parse.mistakes.line import (
    colons,
    open_brackets,
    open_quotes,
    separators,
    stray,
    values,
)
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position

_REACH = 4
"""How many lines with text above the place are searched for a mistake that shows close to it."""
_FAR_REACH = 400
"""The same for quotes and brackets, which can span many lines."""
_MOST_TRIALS = 80
_MOST_CHARACTERS = 2_000_000
"""Characters parsed in all trials together; takes about half a second."""

StopsAt = Callable[[str], Position | None]
"""Returns the position where a text can't be read any further, None if it can be read to its end."""


def find_mistake(file: SourceFile, stop: Position, stops_at: StopsAt) -> tuple[Guess, bool] | None:
    """Return the mistake that stops the reading of `file` at `stop`, and whether it is the only one.

    None if no correction of a common mistake helps.
    """
    best: tuple[Position, Guess] | None = None
    budget = _MOST_CHARACTERS
    for trial, guess in enumerate(_guesses(file, stop)):
        budget -= len(file.text)
        if budget < 0 or trial >= _MOST_TRIALS:
            break
        corrected = file.line_break.join(
            guess.lines.get(number, line) for number, line in enumerate(file.lines, 1)
        )
        new_stop = stops_at(corrected)
        if new_stop is None:
            return guess, True
        at_end = stop.line >= len(file.lines)
        gets_further = new_stop.line > max(guess.lines) and (new_stop.line > stop.line or at_end)
        if gets_further and new_stop != stop and (best is None or new_stop > best[0]):
            best = (new_stop, guess)
    return (best[1], False) if best else None


def _guesses(file: SourceFile, stop: Position) -> Iterator[Guess]:
    """Yield guesses, the most certain first."""
    yield from left_overs(file)
    yield from odd_blanks(file, stop)
    near = list(lines_above(file, stop.line, _REACH))
    for number, line in near:
        yield from separators(number, line)
    for number, line in reversed(list(lines_above(file, stop.line, _FAR_REACH))):
        yield from open_quotes(number, line)
        yield from open_brackets(number, line)
    for number, line in near[:2]:
        yield from values(number, line)
    for number, line in near[:3]:
        yield from colons(number, line)
    yield from indents(file, near[:2])
    for number, line in near[:2]:
        yield stray(number, line)
