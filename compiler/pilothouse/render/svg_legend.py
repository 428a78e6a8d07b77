"""The meaning of the colors and signs in a pipeline's drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pilothouse.render.graph_layout import CAPTION_SIZE, Box, Layout, Point
from pilothouse.render.graph_view import CardKind
from pilothouse.render.svg_elements import arrow, circle, label, rectangle
from pilothouse.render.text_width import Font, text_width

_KINDS = {
    CardKind.APPROVAL: "waits for an approval",
    CardKind.PRE_DEPLOYMENT: "before the deployments",
    CardKind.DEPLOYMENT: "deploys a stack",
    CardKind.POST_DEPLOYMENT: "after the deployments",
    CardKind.TEST: "tests",
}
_SIGN = 20.0  # the width of a sign, with the space after it
_GAP = 18.0
_LINE_HEIGHT = 22.0


class Legend(NamedTuple):
    """The legend's elements, from the point (0, 0) downwards, and its height."""

    elements: tuple[str, ...]
    height: float


def legend(layout: Layout, room: float) -> Legend:
    """Explain a drawing's signs, in as many lines of `room` pixels as needed."""
    elements: list[str] = []
    x, y = 0.0, 0.0
    for sign, words in _entries(layout):
        width = _SIGN + text_width(words, Font.SANS, CAPTION_SIZE)
        if x and x + width > room:
            x, y = 0.0, y + _LINE_HEIGHT
        at = f"translate({x:g} {y:g})"
        elements.append(f'<g transform="{at}">{sign}{label("caption", Point(_SIGN, 13), words)}</g>')
        x += round(width) + _GAP
    return Legend(tuple(elements), y + _LINE_HEIGHT if elements else 0.0)


def _entries(layout: Layout) -> Iterator[tuple[str, str]]:
    used = {card.kind for placed in layout.columns for card in placed.column.cards}
    for kind, words in _KINDS.items():
        if kind in used:
            yield f'<g class="{kind}">{rectangle("swatch", Box(0, 3.5, 14, 11), 3)}</g>', words
    if any(len(placed.rows) > 1 for placed in layout.columns):
        yield circle("badge", Point(7, 9), 6.5), "run order: the same number runs at the same time"
    if any(placed.arrows for placed in layout.columns):
        yield arrow("sample", (Point(0, 9), Point(15, 9))), "the second depends on the first"
