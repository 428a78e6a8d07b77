"""The elements of a pipeline's drawing, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from pilothouse.render.escape import xml_text
from pilothouse.render.graph_layout import Box, Point

CORNER = 6.0


def label(style: str, at: Point, text: str) -> str:
    """Write a text from a point of its base line."""
    return f'<text class="{style}" x="{number(at.x)}" y="{number(at.y)}">{xml_text(text)}</text>'


def rectangle(style: str, box: Box, corner: float = 0.0) -> str:
    """Draw a rectangle."""
    x, y, width, height = map(number, box)
    rounded = f' rx="{number(corner)}"' if corner else ""
    return f'<rect class="{style}" x="{x}" y="{y}" width="{width}" height="{height}"{rounded}/>'


def polygon(style: str, corners: Sequence[Point]) -> str:
    """Draw a closed shape."""
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return f'<polygon class="{style}" points="{points}"/>'


def circle(style: str, middle: Point, radius: float) -> str:
    """Draw a circle."""
    return f'<circle class="{style}" cx="{number(middle.x)}" cy="{number(middle.y)}" r="{number(radius)}"/>'


def line(style: str, start: Point, end: Point) -> str:
    """Draw a straight line."""
    return f'<path class="{style}" d="M{_pair(start)}L{_pair(end)}"/>'


def arrow(style: str, points: Sequence[Point]) -> str:
    """Draw an arrow along points, its corners rounded."""
    way = f"M{_pair(points[0])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        way += f"L{_pair(_towards(corner, before))}Q{_pair(corner)} {_pair(_towards(corner, after))}"
    return f'<path class="{style}" marker-end="url(#head)" d="{way}L{_pair(points[-1])}"/>'


def number(value: float) -> str:
    """Write a length to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def _towards(corner: Point, other: Point) -> Point:
    """Go from a corner towards another point, as far as the corner is round."""

    def step(start: float, end: float) -> float:
        return start + max(-CORNER, min(CORNER, (end - start) / 2))

    return Point(step(corner.x, other.x), step(corner.y, other.y))


def _pair(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"
