"""Managed policies that are added to a principal, and permissions boundaries that change.

Source: IAM user guide, "Managed policies and inline policies" and "Permissions boundaries for IAM entities".
The permissions of a managed policy outside the template aren't known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pilothouse.diff.change import Added, Change, Key, Path, Removed, Replaced
from pilothouse.diff.difference import Comparison, Effect, ResourceAdded, ResourceChanged
from pilothouse.diff.node import Node, SetNode
from pilothouse.diff.normalize import Resource
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.show import show

_MANAGED: Path = (Key("Properties"), Key("ManagedPolicyArns"))
_BOUNDARY: Path = (Key("Properties"), Key("PermissionsBoundary"))


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each managed policy that is added, and each boundary that is changed or removed."""
    for change in comparison.resources:
        match change:
            case ResourceChanged(effects=effects):
                for effect in effects:
                    yield from _attached(change, effect)
            case ResourceAdded(after=resource):
                yield from _new(comparison, resource)


def _new(comparison: Comparison, resource: Resource) -> Iterator[Risk]:
    """Yield the managed policies of a new principal that no principal had before."""
    known = {policy.fingerprint for old in comparison.before.resources.values() for policy in _policies(old)}
    for policy in _policies(resource):
        if comparison.before.resources and policy.fingerprint not in known:
            summary = f"the new {resource.logical_id} has the managed policy {show(policy)}"
            yield Risk(RiskKind.MANAGED_POLICY_ADDED, resource.logical_id, summary, (), None, policy.path)


def _policies(resource: Resource) -> Sequence[Node]:
    attached = resource.properties.entries.get("ManagedPolicyArns")
    return attached.members if isinstance(attached, SetNode) else ()


def _attached(resource: ResourceChanged, effect: Effect) -> Iterator[Risk]:
    change, name = effect.change, resource.after.logical_id
    if change.path[: len(_MANAGED)] == _MANAGED:
        for policy in _added(change):
            summary = f"{name} gets the managed policy {show(policy)}"
            yield Risk(RiskKind.MANAGED_POLICY_ADDED, name, summary, (), None, policy.path)
    elif change.path == _BOUNDARY:
        match change:
            case Removed(value=boundary, parent=parent):
                summary = f"{name} loses its permissions boundary {show(boundary)}"
                yield Risk(RiskKind.BOUNDARY_CHANGED, name, summary, (), boundary.path, parent)
            case Replaced(before=old, after=new):
                summary = f"{name} has the permissions boundary {show(new)} instead of {show(old)}"
                yield Risk(RiskKind.BOUNDARY_CHANGED, name, summary, (), old.path, new.path)


def _added(change: Change) -> Iterator[Node]:
    match change:
        case Added(value=SetNode(members=members)):
            yield from members
        case Added(value=one):
            yield one
        case Replaced(after=after):
            yield after
