"""The source map: from a route to its text."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.source.comment import Comment
from pilothouse.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pilothouse.source.route import Route
from pilothouse.source.span import Span


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Spans by route. An unknown route gets its nearest existing ancestor.

    `comments` are those addressed to Pilothouse.
    """

    root: Node
    comments: tuple[Comment, ...] = ()

    def value(self, route: Route) -> Span:
        """Return the span of the value at `route`."""
        return self._walk(route)[1].span

    def key(self, route: Route) -> Span:
        """Return the span of the key that leads to `route`; a sequence's item is its own key."""
        return self._walk(route)[0]

    def node(self, route: Route) -> Node | None:
        """Return the node at `route`, or None if there is none."""
        node: Node | None = self.root
        for step in route:
            node = _child(node, step)
        return node

    def text(self, route: Route) -> str:
        """Return the scalar at `route` as written, without its quotes; empty if it isn't a scalar."""
        node = self.node(route)
        return node.text if isinstance(node, ScalarNode) else ""

    def _walk(self, route: Route) -> tuple[Span, Node]:
        key, node = self.root.span, self.root
        for step in route:
            child = _child(node, step)
            if child is None:
                break
            key = node.entries[str(step)][0] if isinstance(node, MappingNode) else child.span
            node = child
        return key, node


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, MappingNode) and isinstance(step, str):
        entry = node.entries.get(step)
        return entry[1] if entry else None
    if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None
