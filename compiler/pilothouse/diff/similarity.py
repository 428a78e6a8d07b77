"""How much of two trees is the same, for what has no name to go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pilothouse.diff.node import KeyedNode, ListNode, MapNode, Node, ScalarNode, SetNode

_ALIKE = 0.5  # at least half of all leaves
_SAME_ID = 2.0

_Leaf = tuple[tuple[str, ...], str]


def similarity(before: Node, after: Node) -> float:
    """Return the share of leaves that both have at the same place: from 0 to 1, which is all."""
    old, new = Counter(_leaves(before, ())), Counter(_leaves(after, ()))
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def closest_pairs(before: Sequence[Node], after: Sequence[Node]) -> dict[int, int]:
    """Pair maps that are alike enough to be one map that was changed: index before -> index after.

    Statements with the same `Sid` go together, whatever is in them.
    """
    scored = [
        (-_score(old, new), index, other)
        for index, old in enumerate(before)
        for other, new in enumerate(after)
        if isinstance(old, MapNode) and isinstance(new, MapNode)
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, index, other in sorted(scored):
        if -score >= _ALIKE and index not in pairs and other not in taken:
            pairs[index] = other
            taken.add(other)
    return pairs


def _score(before: MapNode, after: MapNode) -> float:
    old, new = before.entries.get("Sid"), after.entries.get("Sid")
    if old and new and isinstance(old, ScalarNode) and old.fingerprint == new.fingerprint:
        return _SAME_ID
    return similarity(before, after)


def _leaves(node: Node, place: tuple[str, ...]) -> Iterator[_Leaf]:
    match node:
        case MapNode(entries=entries) | KeyedNode(items=entries):
            for key, item in entries.items():
                yield from _leaves(item, (*place, key))
        case ListNode(items=items) | SetNode(members=items):
            for item in items:
                yield from _leaves(item, place)
        case _:
            yield place, node.fingerprint
