"""The positions of everything in a pipeline's drawing. Units are pixels, y grows downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pilothouse.render.graph_view import Card, CardKind, Column
from pilothouse.render.text_width import Font, text_width

MARGIN = 24.0
PADDING = 14.0
TITLE_HEIGHT = 52.0
HEADER_HEIGHT = 58.0
CARD_HEIGHT = 44.0
CARD_PADDING = 12.0
TITLE_SIZE, DETAIL_SIZE, TAG_SIZE = 13.0, 10.5, 8.5
HEADING_SIZE, HEADER_SIZE, CAPTION_SIZE = 18.0, 14.0, 11.0
WIDEST = 1_600.0
"""Of a drawing: a wider one is too small to read on a page. Further columns start another line."""
LINE_GAP = 56.0
NARROWEST_CARD, WIDEST_CARD = 168.0, 300.0
_COLUMN_GAP = 40.0
_CARD_GAP = 10.0
_ROW_GAP = 26.0
_RAIL = 30.0  # run orders are here, left of the cards
_LANE = 13.0  # dependencies are here, right of the cards
_PORT = 10.0  # between two ends of dependencies on one side of a card

TAGS = {
    CardKind.PRE_DEPLOYMENT: "PRE",
    CardKind.DEPLOYMENT: "DEPLOY",
    CardKind.POST_DEPLOYMENT: "POST",
    CardKind.TEST: "TEST",
}


class Point(NamedTuple):
    """A point of the drawing."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """The center."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)


class Row(NamedTuple):
    """A run order, and the box around its cards."""

    run_order: int
    box: Box


class PlacedColumn(NamedTuple):
    """A column with the boxes of its cards, its rows, and the corners of its dependencies' arrows."""

    column: Column
    box: Box
    cards: tuple[Box, ...]
    rows: tuple[Row, ...]
    arrows: tuple[tuple[Point, ...], ...]


class Layout(NamedTuple):
    """A whole drawing, without its legend."""

    width: float
    height: float
    columns: tuple[PlacedColumn, ...]


def lay_out(columns: Sequence[Column]) -> Layout:
    """Place columns side by side in as many lines as needed, cards of a column below each other."""
    placed: list[PlacedColumn] = []
    x, y = MARGIN, TITLE_HEIGHT + MARGIN
    for column in columns:
        here = _place(column, x, y)
        if x > MARGIN and here.box.right + MARGIN > WIDEST:
            x, y = MARGIN, max(one.box.bottom for one in placed) + LINE_GAP
            here = _place(column, x, y)
        placed.append(here)
        x = here.box.right + _COLUMN_GAP
    width = max(one.box.right for one in placed) + MARGIN
    return Layout(width, max(one.box.bottom for one in placed) + 2 * MARGIN, tuple(placed))


def _place(column: Column, x: float, top: float) -> PlacedColumn:
    lanes = _lanes(column)
    rail = _RAIL if len(list(column.rows())) > 1 else 0.0
    card_width = _card_width(column)
    cards: list[Box] = []
    rows: list[Row] = []
    y = top + HEADER_HEIGHT
    for run_order, indexes in column.rows():
        row_top = y
        for _ in indexes:
            cards.append(Box(x + PADDING + rail, y, card_width, CARD_HEIGHT))
            y += CARD_HEIGHT + _CARD_GAP
        y += _ROW_GAP - _CARD_GAP
        rows.append(Row(run_order, Box(cards[-1].x, row_top, card_width, cards[-1].bottom - row_top)))
    lane_room = _LANE * (max(lanes.values(), default=-1) + 1)
    box = Box(x, top, PADDING * 2 + rail + card_width + lane_room, y - _ROW_GAP + PADDING - top)
    return PlacedColumn(column, box, tuple(cards), tuple(rows), tuple(_arrows(column, cards, lanes)))


def _card_width(column: Column) -> float:
    needed = [
        text_width(column.title, Font.SANS, HEADER_SIZE),
        text_width(column.caption, Font.SANS, CAPTION_SIZE),
        *(_needed(card) for card in column.cards),
    ]
    return min(max(*needed, NARROWEST_CARD), WIDEST_CARD)


def _needed(card: Card) -> float:
    return 2 * CARD_PADDING + max(
        text_width(card.title, Font.SANS, TITLE_SIZE) + tag_room(card),
        text_width(card.detail, Font.MONO, DETAIL_SIZE) + tag_room(card) * (card.kind is CardKind.APPROVAL),
    )


def tag_room(card: Card) -> float:
    """Return the width of a card's tag in its first line; for an approval, of its points and its sign."""
    if card.kind is CardKind.APPROVAL:
        return 3 * CARD_PADDING
    tag = TAGS.get(card.kind)
    return text_width(tag, Font.SANS, TAG_SIZE) + CARD_PADDING if tag else 0.0


def _is_direct(before: int, after: int, column: Column) -> bool:
    """Whether an arrow can go straight down: to the next card, in another row."""
    return after == before + 1 and column.cards[before].run_order < column.cards[after].run_order


def _lanes(column: Column) -> dict[int, int]:
    """Give a lane to each card on which others than the next depend; shorter arrows are further inside."""
    reach: dict[int, int] = {}
    for before, after in column.dependencies:
        if not _is_direct(before, after, column):
            reach[before] = max(after, reach.get(before, after))
    lanes: dict[int, int] = {}
    for start in sorted(reach, key=lambda card: (reach[card] - card, card)):
        taken = {lane for other, lane in lanes.items() if other <= reach[start] and start <= reach[other]}
        lanes[start] = next(lane for lane in range(len(reach)) if lane not in taken)
    return lanes


def _arrows(column: Column, cards: Sequence[Box], lanes: dict[int, int]) -> Iterator[tuple[Point, ...]]:
    arriving: dict[int, list[int]] = {}
    for before, after in column.dependencies:
        if not _is_direct(before, after, column):
            arriving.setdefault(after, []).append(before)
    for before, after in column.dependencies:
        start, end = cards[before], cards[after]
        if _is_direct(before, after, column):
            yield Point(start.middle.x, start.bottom), Point(end.middle.x, end.y)
            continue
        x = start.right + _LANE * (lanes[before] + 1)
        # Arrows from further inside arrive lower, so that they don't cross.
        order = sorted(arriving[after], key=lambda card: -lanes[card])
        port = min(_PORT, CARD_HEIGHT / 2 / len(order))
        y_end = end.middle.y - port * (len(order) - order.index(before) - 0.5)
        y_start = start.middle.y + _PORT
        yield Point(start.right, y_start), Point(x, y_start), Point(x, y_end), Point(end.right, y_end)
