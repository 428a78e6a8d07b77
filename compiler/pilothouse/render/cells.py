"""Text in terminal cells: the appearance of a line, and the columns of a span in it."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import NamedTuple

_TAB = "    "
# Controls, format characters (which can reverse the direction of text), surrogates, unassigned characters,
# line and paragraph separators: a terminal shows something different from the text.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_COMBINING = frozenset({"Mn", "Me"})
_WIDE = frozenset({"W", "F"})
_CUT = "…"


class Cell(NamedTuple):
    """One character as it is shown, and its width in columns."""

    text: str
    width: int


def cell(character: str) -> Cell:
    """Show one character: a tab as four spaces, anything unsafe as an escape (`\x1b`)."""
    if " " <= character <= "~":
        return Cell(character, 1)
    if character == "\t":
        return Cell(_TAB, len(_TAB))
    category = unicodedata.category(character)
    if category in _UNSAFE:
        escape = character.encode("unicode_escape").decode("ascii")
        return Cell(escape, len(escape))
    if category in _COMBINING:
        return Cell(character, 0)
    return Cell(character, 2 if unicodedata.east_asian_width(character) in _WIDE else 1)


def shown(text: str) -> str:
    """Show a text on one line, without anything that a terminal would act on."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(cell(character).text for character in text)


class Excerpt(NamedTuple):
    """A line as it is shown; the marked part starts after `indent` columns and is `width` wide."""

    text: str
    indent: int
    width: int


def excerpt(line: str, start: int, end: int, limit: int) -> Excerpt:
    """Show a line with its characters from index `start` up to `end` marked, about `limit` columns of it.

    A longer line is cut around the mark, an ellipsis at each cut. At least one column is marked.
    """
    start = min(start, len(line))
    # A line may have millions of characters; no more than these can be visible.
    skipped = max(0, start - 2 * limit)
    near = line[skipped : start + 2 * limit]
    start, end = start - skipped, min(max(start, end) - skipped, len(near))
    cells = [cell(character) for character in near]
    edges = [0, *accumulate(one.width for one in cells)]
    first, last = _window(edges, start, end, limit)
    head = _CUT if skipped + first > 0 else ""
    tail = _CUT if skipped + last < len(line) else ""
    text = "".join(one.text for one in cells[first:last])
    return Excerpt(
        head + text + tail,
        len(head) + edges[start] - edges[first],
        max(1, edges[min(end, last)] - edges[start]),
    )


def _window(edges: list[int], start: int, end: int, limit: int) -> tuple[int, int]:
    """Choose the characters to show: all if they fit, else the mark with a quarter of the room before it."""
    count = len(edges) - 1
    if edges[-1] <= limit:
        return 0, count
    room = limit - 2 * len(_CUT)
    first = 0
    if edges[end] > room:
        target = min(edges[start] - room // 4, edges[-1] - room)
        first = next(index for index in range(count + 1) if edges[index] >= target)
    last = first
    while last < count and edges[last + 1] - edges[first] <= room:
        last += 1
    return first, last
