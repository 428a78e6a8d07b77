"""Order unordered parts of one tree as in another, so that both read alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilothouse.diff.node import KeyedNode, MapNode, Node, SetNode, keyed, mapping, unordered
from pilothouse.diff.similarity import closest_pairs


def align(node: Node, model: Node) -> Node:
    """Return a node of the same meaning, in the order of `model` where they have something in common."""
    match node, model:
        case MapNode(), MapNode():
            return mapping(node.path, _entries(node.entries, model.entries))
        case KeyedNode(), KeyedNode():
            items = _entries(node.items, model.items)
            ordered = {name: items[name] for name in node.items} if node.is_ordered else items
            return keyed(node.path, ordered, is_ordered=node.is_ordered)
        case SetNode(), SetNode():
            return unordered(node.path, _members(node.members, model.members))
    return node


def _entries(entries: Mapping[str, Node], model: Mapping[str, Node]) -> dict[str, Node]:
    common = {key: align(entries[key], other) for key, other in model.items() if key in entries}
    return common | {key: value for key, value in entries.items() if key not in common}


def _members(members: Sequence[Node], model: Sequence[Node]) -> list[Node]:
    """Order members as in the model, or as the most similar ones there; others come last."""
    places = {member.fingerprint: place for place, member in enumerate(model)}
    known = {member.fingerprint for member in members} & places.keys()
    rest = [member for member in members if member.fingerprint not in known]
    others = [member for member in model if member.fingerprint not in known]
    pairs = closest_pairs(rest, others)
    placed = {places[member.fingerprint]: member for member in members if member.fingerprint in known}
    for index, other in pairs.items():
        placed[places[others[other].fingerprint]] = rest[index]
    gone = [member for index, member in enumerate(rest) if index not in pairs]
    return [align(placed[place], model[place]) for place in sorted(placed)] + gone
