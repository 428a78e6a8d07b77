"""The node at a position of a parsed document."""

from __future__ import annotations

from typing import NamedTuple

from pilothouse.source.map import SourceMap
from pilothouse.source.node import MappingNode, Node, SequenceNode
from pilothouse.source.route import Route
from pilothouse.source.span import Position, Span


class Found(NamedTuple):
    """A key, or a scalar, at a position."""

    route: Route
    span: Span
    is_key: bool


def find(spans: SourceMap, position: Position) -> Found | None:
    """Return the innermost key or scalar at a position, None between them."""
    return _find(spans.root, (), position)


def _find(node: Node, route: Route, position: Position) -> Found | None:
    if isinstance(node, MappingNode):
        for name, (key, child) in node.entries.items():
            if _holds(key, position):
                return Found((*route, name), key, is_key=True)
            if found := _find(child, (*route, name), position):
                return found
        return None
    if isinstance(node, SequenceNode):
        inner = (_find(item, (*route, index), position) for index, item in enumerate(node.items))
        return next((found for found in inner if found), None)
    return Found(route, node.span, is_key=False) if _holds(node.span, position) else None


def _holds(span: Span, position: Position) -> bool:
    return span.start <= position <= span.end
