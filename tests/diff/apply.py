"""Apply changes to a tree: all changes that a comparison reports must turn one side into the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pilothouse.diff.change import Added, Change, Index, Key, Member, Moved, Name, Removed, Replaced, Step
from pilothouse.diff.node import (
    KeyedNode,
    ListNode,
    MapNode,
    Node,
    SetNode,
    keyed,
    mapping,
    sequence,
    unordered,
)


def apply(before: Node, changes: Sequence[Change]) -> Node:
    """Return the tree that `changes` lead to."""
    if not changes:
        return before
    match changes:
        case [Replaced(path=(), after=after)]:
            return after
    here = [change for change in changes if len(change.path) == 1]
    below: dict[Step, list[Change]] = defaultdict(list)
    for change in changes:
        if len(change.path) > 1 or isinstance(change, Replaced):
            below[change.path[0]].append(replace(change, path=change.path[1:]))
    match before:
        case MapNode():
            return mapping(before.path, _entries(before.entries, here, below, Key))
        case KeyedNode():
            items = _entries(before.items, here, below, Name)
            return keyed(before.path, _ordered(items, here), is_ordered=before.is_ordered)
        case ListNode():
            return _list(before, here, below)
        case SetNode():
            return _set(before, here, below)
    raise AssertionError(f"{before} has no parts to change")


def _entries(
    entries: Mapping[str, Node],
    here: Sequence[Change],
    below: Mapping[Step, list[Change]],
    step: type[Key] | type[Name],
) -> dict[str, Node]:
    gone = {change.path[0] for change in here if isinstance(change, Removed)}
    result = {
        key: apply(value, below.get(step(key), [])) for key, value in entries.items() if step(key) not in gone
    }
    for change in here:
        if isinstance(change, Added):
            first = change.path[0]
            assert isinstance(first, Key | Name)
            result[first.key if isinstance(first, Key) else first.name] = change.value
    return result


def _ordered(items: dict[str, Node], here: Sequence[Change]) -> dict[str, Node]:
    places: dict[str, int] = {}
    for change in here:
        first = change.path[0]
        match change:
            case Added(position=int(place)) | Moved(after_index=place):
                assert isinstance(first, Name)
                places[first.name] = place
    order = [name for name in items if name not in places]
    for name, place in sorted(places.items(), key=lambda item: item[1]):
        order.insert(place, name)
    return {name: items[name] for name in order}


def _list(before: ListNode, here: Sequence[Change], below: Mapping[Step, list[Change]]) -> ListNode:
    gone = {change.path[0] for change in here if isinstance(change, Removed)}
    indexed = [(step, item) for index, item in enumerate(before.items) if (step := Index(index)) not in gone]
    items = [apply(item, below.get(step, [])) for step, item in indexed]
    added = [change for change in here if isinstance(change, Added)]
    for change in sorted(added, key=lambda one: one.position or 0):
        items.insert(change.position or 0, change.value)
    return sequence(before.path, tuple(items))


def _set(before: SetNode, here: Sequence[Change], below: Mapping[Step, list[Change]]) -> SetNode:
    gone = {change.path[0] for change in here if isinstance(change, Removed)}
    kept = (member for member in before.members if Member(member) not in gone)
    members = [apply(member, below.get(Member(member), [])) for member in kept]
    return unordered(before.path, [*members, *(change.value for change in here if isinstance(change, Added))])
