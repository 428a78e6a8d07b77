"""Changed roles of actions and resources.

Source: CloudFormation template reference: a property that names a role ends in `Role`, `RoleArn` or
`RoleName` (`ServiceRole` of a CodeBuild project, `RoleArn` of a pipeline, an action, and its deployment).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pilothouse.diff.difference import Comparison
from pilothouse.diff.node import KeyedNode, ListNode, MapNode, Node, SetNode
from pilothouse.diff.normalize import Resource
from pilothouse.diff.pipeline import Action, read_stages
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.shapes import PIPELINE
from pilothouse.diff.show import show

_ENDINGS = ("role", "rolearn", "rolename")
_PROFILE = "AWS::IAM::InstanceProfile"
_NONE = "no role"


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each role that replaces another one, or none."""
    for name, old in comparison.before.resources.items():
        new = comparison.after.resources.get(comparison.renames.get(name, name))
        if new and new.type == old.type:
            yield from _changed(new.logical_id, new.logical_id, old, new)
            if new.type == PIPELINE:
                yield from _of_actions(old, new)


def _changed(name: str, subject: str, old: Resource | Action, new: Resource | Action) -> Iterator[Risk]:
    before, after = dict(_roles_of(old)), dict(_roles_of(new))
    for place in dict.fromkeys([*before, *after]):
        was, now = before.get(place), after.get(place)
        if was != now:
            words = f"{show(now) if now else _NONE} instead of {show(was) if was else _NONE}"
            summary = f"{subject} has another {'.'.join(place)}: {words}"
            path = now.path if now else new.path
            yield Risk(RiskKind.ROLE_CHANGED, name, summary, (), was.path if was else None, path)


def _roles_of(it: Resource | Action) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Yield the roles of a resource, or of an action; a pipeline's actions are compared separately."""
    if isinstance(it, Action):
        yield from _roles(it.node, ())
        return
    for key, value in it.properties.entries.items():
        if key == "Roles" and it.type == _PROFILE:
            yield (key,), value
        elif not (it.type == PIPELINE and key == "Stages"):
            yield from _roles(value, (key,))


def _roles(node: Node, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Node]]:
    if place and place[-1].replace("_", "").lower().endswith(_ENDINGS) and not isinstance(node, MapNode):
        yield place, node
        return
    for key, value in _children(node).items():
        yield from _roles(value, (*place, key))


def _children(node: Node) -> Mapping[str, Node]:
    match node:
        case MapNode(entries=entries) | KeyedNode(items=entries):
            return entries
        case ListNode(items=items) | SetNode(members=items):
            return {str(index): item for index, item in enumerate(items)}
    return {}


def _of_actions(old: Resource, new: Resource) -> Iterator[Risk]:
    """Yield the roles of actions with an unchanged purpose, wherever they are now.

    A deployment to another account has a separate risk.
    """
    known = _actions(old)
    for place, action in _actions(new).items():
        alike = [one for one in known.values() if one.target.may_be(action.target)]
        own = known.get(place)
        was = own if own in alike else next(iter(alike), None)
        if was and not any(dict(_roles_of(one)) == dict(_roles_of(action)) for one in alike):
            subject = f"action {action.name} of stage {place[0]}"
            yield from _changed(new.logical_id, subject, was, action)


def _actions(pipeline: Resource) -> dict[tuple[str, str], Action]:
    return {
        (stage.name, action.name): action
        for stage in (read_stages(pipeline) or {}).values()
        for action in stage.actions.values()
    }
