"""A pipeline as a picture."""

import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

import pytest

from pilothouse.ir.graph import Graph
from pilothouse.render.graph_layout import Box, lay_out
from pilothouse.render.graph_svg import graph_svg
from pilothouse.render.graph_view import columns
from tests.build_graph import graph, large_graph, odd_graph, small_graph, stage

NS = "{http://www.w3.org/2000/svg}"
EVERY_GRAPH = pytest.mark.parametrize(
    "drawn", [small_graph(), large_graph(), odd_graph()], ids=["small", "large", "odd"]
)


def picture(drawn: Graph) -> ElementTree.Element:
    return ElementTree.fromstring(graph_svg(drawn))


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def box(shape: ElementTree.Element) -> Box:
    if shape.tag == f"{NS}polygon":
        flat = numbers(shape.attrib["points"])
        xs, ys = flat[::2], flat[1::2]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return Box(*(float(shape.attrib[name]) for name in ("x", "y", "width", "height")))


def boxes(svg: ElementTree.Element, style: str) -> list[Box]:
    return [box(shape) for shape in svg.iter() if shape.get("class") == style]


def texts(svg: ElementTree.Element, *tags: str) -> Iterator[str]:
    for tag in tags:
        for element in svg.iter(NS + tag):
            yield element.text or ""


@EVERY_GRAPH
def test_every_action_is_named(drawn: Graph) -> None:
    words = list(texts(picture(drawn), "title"))
    for column in columns(drawn):
        for card in column.cards:
            assert card.about in words


@EVERY_GRAPH
def test_boxes_are_drawn_where_they_were_placed(drawn: Graph) -> None:
    svg = picture(drawn)
    placed = lay_out(columns(drawn)).columns
    assert boxes(svg, "column") == [pytest.approx(column.box, abs=0.1) for column in placed]
    cards = [card for column in placed for card in column.cards]
    assert boxes(svg, "card") == [pytest.approx(card, abs=0.1) for card in cards]
    for one, other in combinations(boxes(svg, "card"), 2):
        assert one.right < other.x or other.right < one.x or one.bottom < other.y or other.bottom < one.y


@EVERY_GRAPH
def test_arrows_run_from_side_to_side(drawn: Graph) -> None:
    svg = picture(drawn)
    edges = {round(card.right, 1) for card in boxes(svg, "card")} | {
        round(card.middle.x, 1) for card in boxes(svg, "card")
    }
    arrows = [element for element in svg.iter(NS + "path") if element.get("class") == "arrow"]
    assert len(arrows) == sum(len(column.dependencies) for column in columns(drawn))
    for arrow in arrows:
        way = numbers(arrow.attrib["d"])
        assert min(abs(way[0] - edge) for edge in edges) <= 0.11
        assert min(abs(way[-2] - edge) for edge in edges) <= 0.11
        assert arrow.get("marker-end") == "url(#head)"


def test_an_approval_is_a_gate() -> None:
    svg = picture(graph(stage("test", {"a": ()}, approval=True)))
    (gate,) = (
        group
        for group in svg.iter(NS + "g")
        if group.get("class") == "approval" and group.find(NS + "title") is not None
    )
    assert gate.find(NS + "polygon") is not None
    assert "ApprovePromotionTo-test" in texts(gate, "text")


def test_run_orders_are_next_to_the_cards() -> None:
    svg = picture(small_graph())
    orders = [text.text for text in svg.iter(NS + "text") if text.get("class") == "order"]
    assert orders == ["1", "2", "3", "1", "2", "3", "4"]


def test_the_picture_says_what_it_is() -> None:
    svg = picture(small_graph())
    assert svg.get("role") == "img"
    named = {element.get("id"): element.text for element in svg}
    title, description = (named[name] for name in svg.attrib["aria-labelledby"].split())
    assert title == "Pipeline web of demo"
    assert description is not None
    assert "DeployTo-prod: 1 ApprovePromotionTo-prod, 2 migrate, 3 CreateOrUpdate-api-prod" in description


@EVERY_GRAPH
def test_nothing_comes_from_elsewhere_and_nothing_runs(drawn: Graph) -> None:
    svg = picture(drawn)
    assert not {element.tag for element in svg.iter()} & {
        NS + name for name in ("script", "image", "use", "a")
    }
    attributes = {name for element in svg.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name.endswith("href")}
    (style,) = texts(svg, "style")
    assert "@import" not in style
    assert "url(" not in style
    assert "@media (prefers-color-scheme: dark)" in style


def test_the_legend_explains_only_what_is_there() -> None:
    words = [*texts(picture(graph(stage("test", {"a": ()}))), "text")]
    assert "deploys a stack" in words
    assert "waits for an approval" not in words
    assert "the second depends on the first" not in words


def test_a_picture_is_the_same_every_time() -> None:
    assert graph_svg(large_graph()) == graph_svg(large_graph())
