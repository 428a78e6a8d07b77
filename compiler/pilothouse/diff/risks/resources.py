"""Resources that don't survive the update.

Source: CloudFormation user guide, "Update behaviors of stack resources" and "DeletionPolicy attribute".
"""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diff.change import Key, Path
from pilothouse.diff.difference import Comparison, ResourceChanged, ResourceRemoved
from pilothouse.diff.node import Node
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.show import show
from pilothouse.diff.update_behavior import UpdateBehavior

_KEEPING = {"Retain": 2, "RetainExceptOnCreate": 2, "Snapshot": 1}


_REPLACING = frozenset({UpdateBehavior.REPLACE, UpdateBehavior.MAY_REPLACE})


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each resource that is deleted, replaced, or refused."""
    for change in comparison.resources:
        if isinstance(change, ResourceChanged):
            yield from _no_longer_kept(change)
        match change:
            case ResourceRemoved(before=gone, is_kept=False):
                summary = f"{gone.logical_id} ({gone.type}) is deleted"
                yield Risk(RiskKind.RESOURCE_DELETED, gone.logical_id, summary, (), gone.path, ("Resources",))
            case ResourceChanged(behavior=UpdateBehavior.REFUSE):
                yield _risk(RiskKind.RESOURCE_REFUSED, change, _refusal(change))
            case ResourceChanged(behavior=UpdateBehavior.REPLACE):
                yield _risk(RiskKind.RESOURCE_REPLACED, change, _replacement(change))
            case ResourceChanged(behavior=UpdateBehavior.MAY_REPLACE):
                name = change.after.logical_id
                summary = f"{name} ({change.after.type}) may be replaced, or is interrupted"
                yield _risk(RiskKind.RESOURCE_REPLACED, change, summary)


def _no_longer_kept(change: ResourceChanged) -> Iterator[Risk]:
    """Yield the policies that kept a resource, or its data, longer than they do now."""
    old, new = change.before.attributes.entries, change.after.attributes.entries
    for key, when in (("DeletionPolicy", "is deleted"), ("UpdateReplacePolicy", "is replaced")):
        before, after = old.get(key), new.get(key)
        if before and _keeping(before) > _keeping(after):
            word = show(after) if after else "not set"
            name = change.after.logical_id
            summary = f"{name} is no longer kept when it {when}: {key} is {word} instead of {show(before)}"
            path = after.path if after else change.after.path
            yield Risk(RiskKind.RETENTION_LOST, name, summary, (), before.path, path)


def _keeping(policy: Node | None) -> int:
    """Return how much a policy keeps: the resource, its data, nothing (which is the default)."""
    return _KEEPING.get(show(policy), 0) if policy else 0


def _risk(kind: RiskKind, change: ResourceChanged, summary: str) -> Risk:
    details = tuple(
        f"{_shown(effect.change.path)} changes" for effect in change.effects if effect.behavior in _REPLACING
    ) + tuple(
        f"{_shown(one.path)} refers to {one.of}" for one in change.consequences if one.behavior in _REPLACING
    )
    return Risk(kind, change.after.logical_id, summary, details, change.before.path, change.after.path)


def _refusal(change: ResourceChanged) -> str:
    name, old, new = change.after.logical_id, change.before.type, change.after.type
    return f"{name} can't become {new}: CloudFormation doesn't change the type of a resource ({old})"


def _replacement(change: ResourceChanged) -> str:
    name, kind = change.after.logical_id, change.after.type
    if change.is_renamed:
        return f"{name} ({kind}) is recreated to replace {change.before.logical_id}, which is deleted"
    return f"{name} ({kind}) is replaced"


def _shown(path: Path) -> str:
    return ".".join(step.key for step in path if isinstance(step, Key))
