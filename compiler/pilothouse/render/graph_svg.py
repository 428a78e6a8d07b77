"""A pipeline as a self-contained SVG picture: no scripts, no fonts or images from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pilothouse.ir.graph import Graph
from pilothouse.render.cells import shown
from pilothouse.render.escape import xml_text
from pilothouse.render.graph_layout import (
    CAPTION_SIZE,
    CARD_PADDING,
    DETAIL_SIZE,
    HEADER_SIZE,
    HEADING_SIZE,
    LINE_GAP,
    MARGIN,
    PADDING,
    TAGS,
    TITLE_SIZE,
    Box,
    Layout,
    PlacedColumn,
    Point,
    lay_out,
    tag_room,
)
from pilothouse.render.graph_view import Card, CardKind, Column, columns, heading
from pilothouse.render.svg_elements import (
    CORNER,
    arrow,
    circle,
    label,
    line,
    number,
    polygon,
    rectangle,
)
from pilothouse.render.svg_legend import legend
from pilothouse.render.svg_style import stylesheet
from pilothouse.render.text_width import Font, fit

_ROLE = 'role="img" aria-labelledby="pipeline-title pipeline-description"'
_HEAD = (
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8"'
    ' markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0.5 8 4 0 7.5z"/></marker></defs>'
)


def graph_svg(graph: Graph) -> str:
    """Draw a graph: stages as columns, actions from top to bottom by run order."""
    drawn = columns(graph)
    layout = lay_out(drawn)
    explained = legend(layout, layout.width - 2 * MARGIN)
    width, height = number(layout.width), number(layout.height + explained.height)
    size = f'width="{width}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size} {_ROLE}>',
        f'<title id="pipeline-title">{xml_text(heading(graph))}</title>',
        f'<desc id="pipeline-description">{xml_text(_description(drawn))}</desc>',
        f"<style>{stylesheet()}</style>",
        _HEAD,
        f'<rect class="page" {size}/>',
        *_headings(graph, layout),
        *_flows(layout),
        *(element for column in layout.columns for element in _column(column)),
        f'<g transform="translate({number(MARGIN)} {number(layout.height - MARGIN)})">',
        *explained.elements,
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _description(drawn: Sequence[Column]) -> str:
    """Describe the picture in words."""
    return " ".join(
        f"{column.title}: {', '.join(f'{card.run_order} {card.name}' for card in column.cards)}."
        for column in drawn
    )


def _headings(graph: Graph, layout: Layout) -> Iterator[str]:
    room = layout.width - 2 * MARGIN
    yield label("heading", Point(MARGIN, 36), fit(heading(graph), Font.SANS, HEADING_SIZE, room))
    stack = fit(shown(f"Stack {graph.stack_name}"), Font.SANS, CAPTION_SIZE, room)
    yield label("caption", Point(MARGIN, 56), stack)


def _flows(layout: Layout) -> Iterator[str]:
    """Link the columns in order."""
    for before, after in pairwise(layout.columns):
        start = Point(before.box.right + 6, before.box.y + 28)
        y, end = after.box.y + 28, after.box.x - 5
        turns = () if start.y == y else _way_to_next_line(start, after.box)
        for one, other in pairwise((start, *turns, Point(end - 9, y))):
            yield line("flow", one, other)
        yield polygon("head", (Point(end - 10, y - 7), Point(end, y), Point(end - 10, y + 7)))


def _way_to_next_line(start: Point, box: Box) -> tuple[Point, ...]:
    """Return the corners of the path from the end of a line of columns to the start of the next."""
    right, left, middle = start.x + 10, box.x - 14, box.y - LINE_GAP / 2
    return Point(right, start.y), Point(right, middle), Point(left, middle), Point(left, box.y + 28)


def _column(placed: PlacedColumn) -> Iterator[str]:
    column, box = placed.column, placed.box
    room = box.width - 2 * PADDING
    yield "<g>"
    yield f"<title>{xml_text(f'{column.title}: {column.caption}')}</title>"
    yield rectangle("column", box, 10)
    title = fit(column.title, Font.SANS, HEADER_SIZE, room)
    yield label("title", Point(box.x + PADDING, box.y + 25), title)
    caption = fit(column.caption, Font.SANS, CAPTION_SIZE, room)
    yield label("caption", Point(box.x + PADDING, box.y + 43), caption)
    if len(placed.rows) > 1:
        yield from _rail(placed)
    for points in placed.arrows:
        yield arrow("arrow", points)
    for card, card_box in zip(column.cards, placed.cards, strict=True):
        yield from _card(card, card_box)
    yield "</g>"


def _rail(placed: PlacedColumn) -> Iterator[str]:
    """Draw the run orders left of the cards."""
    x = placed.box.x + PADDING + 9
    middles = [Point(x, row.box.middle.y) for row in placed.rows]
    yield line("rail", middles[0], middles[-1])
    for row, middle in zip(placed.rows, middles, strict=True):
        yield circle("badge", middle, 9.5)
        yield label("order", Point(x, middle.y + 4), str(row.run_order))
        side = row.box.x - 6
        yield line("bracket", Point(side, row.box.y + 2), Point(side, row.box.bottom - 2))


def _card(card: Card, box: Box) -> Iterator[str]:
    is_gate = card.kind is CardKind.APPROVAL
    inset = 2 * CARD_PADDING if is_gate else CARD_PADDING
    x = box.x + inset
    name_room = box.width - 2 * CARD_PADDING - tag_room(card)
    yield f'<g class="{card.kind}">'
    yield f"<title>{xml_text(card.about)}</title>"
    yield from _gate(box) if is_gate else _panel(box)
    yield label("name", Point(x, box.y + 18), fit(card.title, Font.SANS, TITLE_SIZE, name_room))
    detail = fit(card.detail, Font.MONO, DETAIL_SIZE, box.width - 2 * inset)
    yield label("detail", Point(x, box.y + 34), detail)
    if tag := TAGS.get(card.kind):
        yield label("tag", Point(box.right - CARD_PADDING + 2, box.y + 16), tag)
    yield "</g>"


def _panel(box: Box) -> Iterator[str]:
    """Draw a card with a colored stripe along the left side."""
    yield rectangle("card", box, CORNER)
    r = f"{CORNER:g}"
    yield (
        f'<path class="stripe" d="M{number(box.x + CORNER)} {number(box.y)}a{r} {r} 0 0 0-{r} {r}'
        f'v{number(box.height - 2 * CORNER)}a{r} {r} 0 0 0 {r} {r}z"/>'
    )


def _gate(box: Box) -> Iterator[str]:
    """Draw an approval: a hexagon with a pause sign."""
    left, right, middle = box.x + CARD_PADDING, box.right - CARD_PADDING, box.middle.y
    yield polygon(
        "card",
        (
            Point(box.x, middle),
            Point(left, box.y),
            Point(right, box.y),
            Point(box.right, middle),
            Point(right, box.bottom),
            Point(left, box.bottom),
        ),
    )
    for x in (right - 14, right - 8):
        yield rectangle("stripe", Box(x, middle - 7, 3.5, 14), 1)
