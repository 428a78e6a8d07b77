"""Compare two templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pilothouse.diff.change import Change, Key
from pilothouse.diff.compare import compare
from pilothouse.diff.consequences import (
    Causes,
    cause_of,
    causes_of_sections,
    consequences,
    consequences_of_outputs,
)
from pilothouse.diff.difference import (
    Comparison,
    Effect,
    ResourceAdded,
    ResourceChange,
    ResourceChanged,
    ResourceRemoved,
)
from pilothouse.diff.node import ScalarNode
from pilothouse.diff.normalize import Resource, Template, normalize
from pilothouse.diff.references import rename_references
from pilothouse.diff.renames import find_renames
from pilothouse.diff.update_behavior import UpdateBehavior, property_behavior

_KEEPS = frozenset({"Retain", "RetainExceptOnCreate"})


def compare_templates(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Compare two templates of plain data; with an empty one, everything is new or removed."""
    new = normalize(after)
    renames = find_renames(normalize(before), new)
    old = normalize(rename_references(before, renames))
    changed, causes = _with_consequences(old, new, renames)
    resources = tuple(_resources(old, new, renames, changed))
    sections = tuple(compare(old.sections, new.sections))
    outputs = tuple(consequences_of_outputs(new, sections, causes))
    return Comparison(old, new, renames, resources, sections, outputs)


def _resources(
    old: Template, new: Template, renames: Mapping[str, str], changed: Mapping[str, ResourceChanged]
) -> Iterator[ResourceChange]:
    """Yield changed and removed resources in their old order, then the added ones."""
    for name, resource in old.resources.items():
        found = changed.get(name)
        if found is None:
            yield ResourceRemoved(resource, _is_kept(resource))
        elif found.behavior or found.effects or found.is_renamed:
            yield found
    renamed = frozenset(renames.values())
    for name, resource in new.resources.items():
        if name not in old.resources and name not in renamed:
            yield ResourceAdded(resource)


def _with_consequences(
    old: Template, new: Template, renames: Mapping[str, str]
) -> tuple[Mapping[str, ResourceChanged], Causes]:
    """Return the resources in both templates, by their old IDs, with the consequences of other changes.

    Also return everything that can have consequences.
    """
    pairs = {name: new.resources.get(renames.get(name, name)) for name in old.resources}
    own = {name: _changed(old.resources[name], one) for name, one in pairs.items() if one is not None}
    causes = dict(causes_of_sections(old, new))
    for one in own.values():
        causes |= cause_of(one)
    found, known = own, -1
    while known != len(causes):  # a consequential replacement has consequences, too
        known = len(causes)
        found = {name: _in_consequence(one, causes) for name, one in own.items()} if causes else own
        for one in found.values():
            causes = {**cause_of(one), **causes}
    return found, causes


def _in_consequence(change: ResourceChanged, causes: Causes) -> ResourceChanged:
    if change.behavior is UpdateBehavior.REFUSE:
        return change
    found = tuple(consequences(change.after, change.effects, causes))
    behavior = max([change.behavior, *(one.behavior for one in found)])
    return replace(change, behavior=behavior, consequences=found)


def _changed(before: Resource, after: Resource) -> ResourceChanged:
    effects = tuple(_effects(before, after))
    behavior = max((effect.behavior for effect in effects), default=UpdateBehavior.NOTHING)
    if before.type != after.type:
        # CloudFormation answers "Update of resource type is not permitted".
        behavior = UpdateBehavior.REFUSE
    elif before.logical_id != after.logical_id:
        behavior = UpdateBehavior.REPLACE
    return ResourceChanged(before, after, effects, behavior)


def _effects(before: Resource, after: Resource) -> Iterator[Effect]:
    for change in compare(before.properties, after.properties):
        yield Effect(_below("Properties", change), property_behavior(after.type, change))
    for change in compare(before.attributes, after.attributes):
        # A change of the others alone updates nothing: "Update behaviors of stack resources", user guide.
        is_condition = change.path[:1] == (Key("Condition"),)
        yield Effect(change, UpdateBehavior.MAY_DELETE if is_condition else UpdateBehavior.NOTHING)


def _below(key: str, change: Change) -> Change:
    return replace(change, path=(Key(key), *change.path))


def _is_kept(resource: Resource) -> bool:
    policy = resource.attributes.entries.get("DeletionPolicy")
    return isinstance(policy, ScalarNode) and policy.value in _KEEPS
