"""Mistakes in the layout of a YAML text: leftovers of other tools, white space, indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.passes.parse.mistakes.guess import Guess, cut, indent_of, lines_above, span_of
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
_FENCE = re.compile(r"\s*(?:```|~~~).*")


def left_overs(file: SourceFile) -> Iterator[Guess]:
    """Yield lines that other tools leave in a file: Git's conflict markers, Markdown's fences."""
    for pattern, message, help in (
        (
            _CONFLICT,
            "this line is a marker of an unresolved merge conflict",
            "keep one of the two sides, and remove the lines that start with <<<<<<<, ======= and >>>>>>>",
        ),
        (_FENCE, "this line is Markdown, not YAML", "remove the fences around the text"),
    ):
        found = {number: line for number, line in enumerate(file.lines, 1) if pattern.fullmatch(line)}
        if found:
            first = min(found)
            others = _ours(file) if pattern is _CONFLICT else dict.fromkeys(found, "")
            yield Guess(message, help, span_of(first, 0, len(found[first])), others, is_offered=False)


def _ours(file: SourceFile) -> dict[int, str]:
    """Return the lines to empty so that only the first side of each conflict is left."""
    emptied: dict[int, str] = {}
    is_theirs = False
    for number, line in enumerate(file.lines, 1):
        if _CONFLICT.fullmatch(line):
            is_theirs = line[0] in "=|"
            emptied[number] = ""
        elif is_theirs:
            emptied[number] = ""
    return emptied


_ODD_BLANK = re.compile("[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]")
_TABS = re.compile(r"[ ]*\t[ \t]*")


def odd_blanks(file: SourceFile, stop: Position) -> Iterator[Guess]:
    """Yield characters that look like spaces but aren't: no-break spaces, full-width ones, tabs."""
    until = [(number, file.line(number)) for number in range(1, min(stop.line, len(file.lines)) + 1)]
    odd = [(number, line) for number, line in until if _ODD_BLANK.search(line)]
    if odd:
        number, line = odd[0]
        match = _ODD_BLANK.search(line)
        assert match
        name = "a no-break space" if match[0] == "\u00a0" else "a character that only looks like a space"
        message = f"this is {name} (U+{ord(match[0]):04X}), which YAML reads as a letter"
        help = "write ordinary spaces; such characters come from text copied from a page or a chat"
        for width in (1, 2):
            spaces = {n: _ODD_BLANK.sub(" " * width, line) for n, line in odd}
            yield Guess(message, help, span_of(number, *match.span()), spaces)
    tabs = [(number, line, match) for number, line in until if (match := _TABS.match(line))]
    if tabs:
        number, _, match = tabs[-1]
        help = "indent with spaces: YAML does not allow tabs here"
        for width in (2, 4, 8):
            spaces = {n: line[: m.end()].expandtabs(width) + line[m.end() :] for n, line, m in tabs}
            yield Guess("this line is indented with a tab", help, span_of(number, *match.span()), spaces)


_ENTRY = re.compile(r"\s*(?:- +\S|-$|[\w.-]+:(?: |$))")
_KEY_AND_VALUE = re.compile(r"(\s*(?:- +)?)([\w.-]+): +([^\s#|>&!*].*?)(\s+#.*|\s*)")


def indents(file: SourceFile, near: list[tuple[int, str]]) -> Iterator[Guess]:
    """Yield a line that would fit in the column of another: alone, then with everything below it."""
    entries = [(number, line) for number, line in near if _ENTRY.match(line)]
    for number, line in entries:
        yield from (
            _moved(file, number, line, other, column, [number]) for other, column in _columns(file, number)
        )
    for number, line in entries:
        yield from _keys_below_a_value(file, number, line)
    for number, line in entries:
        block = list(_block(file, number, indent_of(line)))
        yield from (
            _moved(file, number, line, other, column, block) for other, column in _columns(file, number)
        )


def _columns(file: SourceFile, number: int) -> Iterator[tuple[int, int]]:
    """Yield lines and the indents of keys and items around line `number`, those nearest to its own first."""
    own = indent_of(file.line(number))
    found: dict[int, int] = {}
    around = list(lines_above(file, number - 1, 40))
    around += [(number + 1, file.line(number + 1))] if number == 1 else []
    for other, text in around:
        dashes = re.match(r"\s*(?:- +)*", text)
        for column in (dashes.end() if dashes else 0, indent_of(text)):
            found.setdefault(column, other)
    found.pop(own, None)
    yield from ((found[column], column) for column in sorted(found, key=lambda column: abs(column - own)))


def _moved(file: SourceFile, number: int, line: str, other: int, column: int, block: list[int]) -> Guess:
    shift = column - indent_of(line)
    moved = {n: " " * shift + file.line(n) if shift > 0 else file.line(n)[-shift:] for n in block}
    size = f"{abs(shift)} {'more' if shift > 0 else 'fewer'} {'space' if abs(shift) == 1 else 'spaces'}"
    message = f"the indentation of `{cut(line.strip())}` matches no line above"
    help = f"indent it by {size}, like line {other}"
    return Guess(message, help, span_of(number, indent_of(line), len(line.rstrip())), moved)


def _keys_below_a_value(file: SourceFile, number: int, line: str) -> Iterator[Guess]:
    """Yield the line above if its key has a value, but there are keys below it."""
    above, text = next(lines_above(file, number - 1, 1), (0, ""))
    if (match := _KEY_AND_VALUE.fullmatch(text)) and indent_of(line) > indent_of(text):
        message = f'"{match[2]}" has a value, "{cut(match[3])}", and keys below it'
        help = "remove the value, or correct the indentation of the lines below"
        without = {above: f"{match[1]}{match[2]}:{match[4]}"}
        yield Guess(message, help, span_of(above, *match.span(3)), without, is_offered=False)


def _block(file: SourceFile, first: int, indent: int) -> Iterator[int]:
    """Yield a line and those below it with the same or deeper indentation."""
    for number in range(first, len(file.lines) + 1):
        line = file.line(number)
        is_deeper = indent_of(line) >= indent
        if number > first and line.strip() and (not is_deeper or line.lstrip().startswith("- ")):
            return
        if line.strip():
            yield number
