"""The similarity of two trees, for items without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pilothouse.diff.node import KeyedNode, ListNode, MapNode, Node, ScalarNode, SetNode

_ALIKE = 0.5  # at least half of all leaves
_SAME_ID = 2.0

MOST_WORK = 500_000
"""Leaves to compare with each other."""

Profile = Counter[tuple[tuple[str, ...], str]]
"""The leaves of a tree, each with its place, and its count."""


def profile(node: Node) -> Profile:
    """Return the leaves of a tree."""
    return Counter(_leaves(node, ()))


def likeness(before: Profile, after: Profile) -> float:
    """Return the share of leaves that both have at the same place: from 0 to 1, which is all."""
    total = before.total() + after.total()
    return 2 * (before & after).total() / total if total else 1.0


def too_many_pairs(before: Sequence[Profile], after: Sequence[Profile]) -> bool:
    """Whether comparing each of some trees with each of others takes longer than about a second."""
    leaves = sum(map(len, before)) * len(after) + sum(map(len, after)) * len(before)
    return leaves + len(before) * len(after) > MOST_WORK


def closest_pairs(before: Sequence[Node], after: Sequence[Node]) -> dict[int, int]:
    """Pair maps that are similar enough to be one changed map: index before -> index after.

    Statements with the same `Sid` are paired, whatever they contain. If there are too many, only the first
    are compared.
    """
    old = [(index, node, profile(node)) for index, node in enumerate(before) if isinstance(node, MapNode)]
    new = [(index, node, profile(node)) for index, node in enumerate(after) if isinstance(node, MapNode)]
    while too_many_pairs([leaves for *_, leaves in old], [leaves for *_, leaves in new]):
        old, new = old[: len(old) // 2], new[: len(new) // 2]
    scored = [
        (-(_SAME_ID if _same_id(node, other) else likeness(leaves, others)), index, place)
        for index, node, leaves in old
        for place, other, others in new
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, index, place in sorted(scored):
        if -score >= _ALIKE and index not in pairs and place not in taken:
            pairs[index] = place
            taken.add(place)
    return pairs


def _same_id(before: MapNode, after: MapNode) -> bool:
    old, new = before.entries.get("Sid"), after.entries.get("Sid")
    return isinstance(old, ScalarNode) and old == new


def _leaves(node: Node, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    match node:
        case MapNode(entries=entries) | KeyedNode(items=entries):
            for key, item in entries.items():
                yield from _leaves(item, (*place, key))
        case ListNode(items=items) | SetNode(members=items):
            for item in items:
                yield from _leaves(item, place)
        case _:
            yield place, node.fingerprint
