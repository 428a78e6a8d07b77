"""CloudFormation's action on a live resource when a property changes.

`update_behavior.json` contains, for each resource type, the paths of the properties whose change replaces the
resource (`createOnlyProperties`) and of those whose change may (`conditionalCreateOnlyProperties`), from the
resource schemas that CloudFormation publishes and cfn-lint ships; `make golden` writes it. It is a copy
because importing cfn-lint takes half a second, and so that the same two templates give the same answer with
any version of cfn-lint. Source: CloudFormation CLI user guide, "Resource type schema"; "Update behaviors of
stack resources".
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import cache
from pathlib import Path as FilePath

from pilothouse.diff.change import Added, Change, Index, Key, Path, Removed, Replaced, Step
from pilothouse.diff.node import KeyedNode, ListNode, MapNode, Node, SetNode

TABLE = FilePath(__file__).with_suffix(".json")


class UpdateBehavior(IntEnum):
    """From harmless to final; the highest of a resource's changes is its own."""

    NOTHING = 0
    CREATE = 1
    IN_PLACE = 2
    UNKNOWN = 3
    MAY_REPLACE = 4
    MAY_DELETE = 5
    REPLACE = 6
    REFUSE = 7

    @property
    def label(self) -> str:
        """The behavior in words."""
        return _LABELS[self]


_LABELS: Mapping[UpdateBehavior, str] = {
    UpdateBehavior.NOTHING: "not touched",
    UpdateBehavior.CREATE: "created in the new stack, with changes",
    UpdateBehavior.IN_PLACE: "updated in place",
    UpdateBehavior.UNKNOWN: "updated, in an unknown way",
    UpdateBehavior.MAY_REPLACE: "updated with interruption, or replaced",
    UpdateBehavior.MAY_DELETE: "created or deleted, depending on a condition",
    UpdateBehavior.REPLACE: "replaced",
    UpdateBehavior.REFUSE: "refused",
}


_NESTED = frozenset({"AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet"})
_IF = "Fn::If"


def property_behavior(resource_type: str, change: Change) -> UpdateBehavior:
    """Return the effect of a property's change on its resource. The path starts below `Properties`."""
    known = _table().get(resource_type)
    if known is None:
        return UpdateBehavior.UNKNOWN
    replacing, maybe = known
    if any(_touches(change, pointer) for pointer in replacing):
        return UpdateBehavior.REPLACE
    if any(_touches(change, pointer) for pointer in maybe):
        return UpdateBehavior.MAY_REPLACE
    # Only the nested template shows what happens to its resources.
    return UpdateBehavior.UNKNOWN if resource_type in _NESTED else UpdateBehavior.IN_PLACE


@cache
def _table() -> Mapping[str, tuple[Sequence[str], Sequence[str]]]:
    table: Mapping[str, tuple[Sequence[str], Sequence[str]]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def _touches(change: Change, pointer: str) -> bool:
    """Whether a change is at the property, below it, or at a parent that adds or removes the property."""
    wanted = pointer.split("/")
    given, is_condition = _generic(change.path)
    if given[: len(wanted)] == wanted:
        return True
    rest = wanted[len(given) :]
    if wanted[: len(given)] != given:
        return False
    return is_condition or any(_holds(node, rest) for node in _values(change))


def _generic(path: Path) -> tuple[list[str], bool]:
    """Return a path as pointers have it, without branches of `Fn::If`, and whether it ends at a condition."""
    words: list[str] = []
    above: Step | None = None
    is_condition = False
    for step in path:
        is_branch = above == Key(_IF)
        is_condition = is_branch and step == Index(0)
        if step != Key(_IF) and not is_branch:
            words.append(step.key if isinstance(step, Key) else "*")
        above = step
    return words, is_condition


def _values(change: Change) -> Sequence[Node]:
    values: Sequence[Node] = ()
    match change:
        case Added(value=value) | Removed(value=value):
            values = [value]
        case Replaced(before=before, after=after):
            values = [before, after]
    if change.path[-1:] == (Key(_IF),):
        return [branch for value in values for branch in _branches(value)]
    return values


def _branches(argument: Node) -> Sequence[Node]:
    return argument.items[1:] if isinstance(argument, ListNode) else []


def _holds(node: Node, rest: Sequence[str]) -> bool:
    if not rest:
        return True
    if isinstance(node, MapNode) and _IF in node.entries:
        return any(_holds(branch, rest) for branch in _branches(node.entries[_IF]))
    if rest[0] == "*":
        return any(_holds(item, rest[1:]) for item in _children(node))
    return isinstance(node, MapNode) and rest[0] in node.entries and _holds(node.entries[rest[0]], rest[1:])


def _children(node: Node) -> Sequence[Node]:
    match node:
        case ListNode(items=items) | SetNode(members=items):
            return items
        case KeyedNode(items=named):
            return list(named.values())
        case _:
            return []
