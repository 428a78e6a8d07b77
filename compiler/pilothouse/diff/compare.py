"""Compare two trees: all their differences, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from pilothouse.diff.change import (
    Added,
    Change,
    Index,
    Key,
    Member,
    Moved,
    Name,
    Path,
    Removed,
    Replaced,
    Step,
)
from pilothouse.diff.node import KeyedNode, ListNode, MapNode, Node, SetNode
from pilothouse.diff.similarity import closest_pairs


def compare(before: Node, after: Node, path: Path = ()) -> Iterator[Change]:
    """Yield the changes that lead from one tree to the other."""
    if before.fingerprint == after.fingerprint:
        return
    match before, after:
        case MapNode(), MapNode():
            yield from _entries(before, after, path)
        case KeyedNode(), KeyedNode() if before.is_ordered == after.is_ordered:
            yield from _named(before, after, path)
        case ListNode(), ListNode():
            yield from _listed(before, after, path)
        case SetNode(), SetNode():
            yield from _members(before, after, path)
        case _:
            yield Replaced(path, before, after)


def _entries(before: MapNode, after: MapNode, path: Path) -> Iterator[Change]:
    for key, value in before.entries.items():
        if key in after.entries:
            yield from compare(value, after.entries[key], (*path, Key(key)))
        else:
            yield Removed((*path, Key(key)), value, after.path)
    for key, value in after.entries.items():
        if key not in before.entries:
            yield Added((*path, Key(key)), value, after.path)


def _named(before: KeyedNode, after: KeyedNode, path: Path) -> Iterator[Change]:
    moved = _moved(list(before.items), list(after.items)) if before.is_ordered else frozenset()
    old_places = {name: index for index, name in enumerate(before.items)}
    for name, value in before.items.items():
        if name not in after.items:
            yield Removed((*path, Name(name)), value, after.path)
    for index, (name, value) in enumerate(after.items.items()):
        step: Step = Name(name)
        if name not in before.items:
            yield Added((*path, step), value, after.path, index if after.is_ordered else None)
            continue
        if name in moved:
            yield Moved((*path, step), before.items[name], value, old_places[name], index)
        yield from compare(before.items[name], value, (*path, step))


def _moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return the fewest names that have to move to get from one order to the other."""
    common = set(before) & set(after)
    old = [name for name in before if name in common]
    new = [name for name in after if name in common]
    if old == new:
        return frozenset()
    places = {name: index for index, name in enumerate(old)}
    return frozenset(common) - frozenset(_longest_rising(new, places))


def _longest_rising(names: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """Return the longest run of names, not necessarily neighbours, that are in their old order."""
    best: list[list[str]] = []
    for name in names:
        before = (run for run in best if places[run[-1]] < places[name])
        best.append([*max(before, key=len, default=[]), name])
    return max(best, key=len, default=[])


def _listed(before: ListNode, after: ListNode, path: Path) -> Iterator[Change]:
    old = [item.fingerprint for item in before.items]
    new = [item.fingerprint for item in after.items]
    for _, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        common = min(end - start, new_end - new_start)
        for offset in range(common):
            pair = before.items[start + offset], after.items[new_start + offset]
            yield from compare(*pair, (*path, Index(start + offset)))
        for index in range(start + common, end):
            yield Removed((*path, Index(index)), before.items[index], after.path)
        for index in range(new_start + common, new_end):
            yield Added((*path, Index(index)), after.items[index], after.path, index)


def _members(before: SetNode, after: SetNode, path: Path) -> Iterator[Change]:
    kept = {one.fingerprint for one in before.members} & {one.fingerprint for one in after.members}
    old = [member for member in before.members if member.fingerprint not in kept]
    new = [member for member in after.members if member.fingerprint not in kept]
    pairs = closest_pairs(old, new)
    for index, member in enumerate(old):
        if index in pairs:
            yield from compare(member, new[pairs[index]], (*path, Member(member)))
        else:
            yield Removed((*path, Member(member)), member, after.path)
    found = set(pairs.values())
    for index, member in enumerate(new):
        if index not in found:
            yield Added((*path, Member(member)), member, after.path)
