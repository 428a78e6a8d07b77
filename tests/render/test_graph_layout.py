"""The positions in a drawing."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.ir.graph import Graph
from pilothouse.render.graph_layout import WIDEST, Box, PlacedColumn, Point, lay_out
from pilothouse.render.graph_view import columns
from tests.build_graph import graph, large_graph, odd_graph, small_graph, stage


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Graphs of one stage whose deployments depend on each other in any way without a circle."""
    names = [f"d{number}" for number in range(draw(st.integers(1, 9)))]
    entries = {
        name: tuple(draw(st.lists(st.sampled_from(names[:place]), unique=True)) if place else ())
        for place, name in enumerate(names)
    }
    return graph(stage("test", entries, approval=draw(st.booleans())))


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x < inner.x and outer.y < inner.y and inner.right < outer.right and inner.bottom < outer.bottom
    )


def crosses(start: Point, end: Point, box: Box) -> bool:
    """Whether a straight line across or down runs through the inside of a box."""
    line = Box(min(start.x, end.x), min(start.y, end.y), abs(end.x - start.x), abs(end.y - start.y))
    return (
        line.x < box.right - 1
        and box.x + 1 < line.right + 1
        and line.y < box.bottom - 1
        and box.y + 1 < line.bottom + 1
    )


def check(placed: PlacedColumn) -> None:
    assert not any(overlap(one, other) for one, other in combinations(placed.cards, 2))
    assert all(holds(placed.box, card) for card in placed.cards)
    for (before, after), way in zip(placed.column.dependencies, placed.arrows, strict=True):
        start, end = placed.cards[before], placed.cards[after]
        if len(way) == 2:
            assert way == (Point(start.middle.x, start.bottom), Point(end.middle.x, end.y))
        else:
            assert way[0].x == start.right
            assert start.y < way[0].y < start.bottom
            assert way[-1].x == end.right
            assert end.y < way[-1].y < end.bottom
        assert all(placed.box.x < point.x < placed.box.right for point in way)
        for one, other in pairwise(way):
            assert one.x == other.x or one.y == other.y
            assert not any(crosses(one, other, card) for card in placed.cards)


@pytest.mark.parametrize("drawn", [small_graph(), large_graph(), odd_graph()], ids=["small", "large", "odd"])
def test_cards_keep_apart_and_arrows_lead_from_card_to_card(drawn: Graph) -> None:
    layout = lay_out(columns(drawn))
    assert not any(overlap(one.box, other.box) for one, other in combinations(layout.columns, 2))
    assert all(holds(Box(0, 0, layout.width, layout.height), placed.box) for placed in layout.columns)
    for placed in layout.columns:
        check(placed)


@given(graphs())
def test_so_it_is_whatever_depends_on_what(drawn: Graph) -> None:
    for placed in lay_out(columns(drawn)).columns:
        check(placed)


@given(graphs())
def test_upright_parts_of_arrows_from_different_cards_never_overlap(drawn: Graph) -> None:
    (_, _, placed) = lay_out(columns(drawn)).columns
    upright = [
        (before, way[1].x, *sorted((way[1].y, way[2].y)))
        for (before, _), way in zip(placed.column.dependencies, placed.arrows, strict=True)
        if len(way) == 4
    ]
    for (one, x, top, bottom), (other, other_x, other_top, other_bottom) in combinations(upright, 2):
        if one != other and x == other_x:
            assert bottom < other_top or other_bottom < top


@given(graphs())
def test_no_two_arrows_arrive_at_one_point(drawn: Graph) -> None:
    (_, _, placed) = lay_out(columns(drawn)).columns
    ends = [way[-1] for way in placed.arrows]
    assert len(set(ends)) == len(ends)


def test_a_column_with_one_row_has_no_room_for_run_orders() -> None:
    (_, _, one, several) = lay_out(
        columns(graph(stage("a", {"x": ()}), stage("b", {"x": (), "y": ("x",)})))
    ).columns
    assert several.cards[0].x - several.box.x > one.cards[0].x - one.box.x


def test_rows_are_as_high_as_their_cards() -> None:
    (_, _, placed) = lay_out(columns(graph(stage("a", {"x": (), "y": (), "z": ("x",)})))).columns
    assert [row.run_order for row in placed.rows] == [1, 2]
    assert placed.rows[0].box.y == placed.cards[0].y
    assert placed.rows[0].box.bottom == placed.cards[1].bottom
    assert placed.rows[1].box == placed.cards[2]


def test_columns_that_do_not_fit_begin_another_line() -> None:
    many = graph(*(stage(f"stage-{number}", {"api": (), "web": ("api",)}) for number in range(20)))
    layout = lay_out(columns(many))
    assert layout.width <= WIDEST
    assert not any(overlap(one.box, other.box) for one, other in combinations(layout.columns, 2))
    assert all(one.box.bottom < layout.height for one in layout.columns)
    for placed in layout.columns:
        check(placed)
