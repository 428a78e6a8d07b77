"""Compare two templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pilothouse.diff.change import Change, Key
from pilothouse.diff.compare import compare
from pilothouse.diff.difference import (
    Comparison,
    Effect,
    ResourceAdded,
    ResourceChange,
    ResourceChanged,
    ResourceRemoved,
)
from pilothouse.diff.node import ScalarNode
from pilothouse.diff.normalize import Resource, normalize
from pilothouse.diff.references import rename_references
from pilothouse.diff.renames import find_renames
from pilothouse.diff.update_behavior import UpdateBehavior, property_behavior

_KEEPS = frozenset({"Retain", "RetainExceptOnCreate"})


def compare_templates(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Compare two templates of plain data; either may be empty, then everything is new or gone."""
    new = normalize(after)
    renames = find_renames(normalize(before), new)
    old = normalize(rename_references(before, renames))
    resources = tuple(_resources(old.resources, new.resources, renames))
    return Comparison(old, new, renames, resources, tuple(compare(old.sections, new.sections)))


def _resources(
    old: Mapping[str, Resource], new: Mapping[str, Resource], renames: Mapping[str, str]
) -> Iterator[ResourceChange]:
    """Yield changed and removed resources in their old order, then the added ones."""
    for name, resource in old.items():
        counterpart = new.get(renames.get(name, name))
        if counterpart is None:
            yield ResourceRemoved(resource, _is_kept(resource))
        elif changed := _changed(resource, counterpart):
            yield changed
    renamed = frozenset(renames.values())
    for name, resource in new.items():
        if name not in old and name not in renamed:
            yield ResourceAdded(resource)


def _changed(before: Resource, after: Resource) -> ResourceChanged | None:
    effects = tuple(_effects(before, after))
    behavior = max((effect.behavior for effect in effects), default=UpdateBehavior.NOTHING)
    if before.type != after.type:
        # CloudFormation answers "Update of resource type is not permitted".
        behavior = UpdateBehavior.REFUSE
    elif before.logical_id != after.logical_id:
        behavior = UpdateBehavior.REPLACE
    elif not effects:
        return None
    return ResourceChanged(before, after, effects, behavior)


def _effects(before: Resource, after: Resource) -> Iterator[Effect]:
    for change in compare(before.properties, after.properties):
        yield Effect(_below("Properties", change), property_behavior(after.type, change))
    for change in compare(before.attributes, after.attributes):
        # A change of these alone updates nothing: "Update behaviors of stack resources", user guide.
        yield Effect(change, UpdateBehavior.NOTHING)


def _below(key: str, change: Change) -> Change:
    return replace(change, path=(Key(key), *change.path))


def _is_kept(resource: Resource) -> bool:
    policy = resource.attributes.entries.get("DeletionPolicy")
    return isinstance(policy, ScalarNode) and policy.value in _KEEPS
