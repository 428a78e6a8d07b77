"""The effects on a resource of changes to something that it refers to.

Source: CloudFormation user guide, "Update behaviors of stack resources"; API reference,
"ResourceChangeDetail", whose `CausingEntity` is reported here: a resource that is replaced, a parameter, a
condition or a mapping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pilothouse.diff.change import Change, Index, Key, Member, Name, Path, Replaced, Step
from pilothouse.diff.difference import Consequence, Effect, ResourceChanged
from pilothouse.diff.node import (
    Call,
    FunctionNode,
    KeyedNode,
    ListNode,
    MapNode,
    Node,
    Part,
    Reference,
    ScalarNode,
    SetNode,
)
from pilothouse.diff.normalize import Resource, Template
from pilothouse.diff.update_behavior import UpdateBehavior, property_behavior
from pilothouse.ir.stack import TemplatePath


@dataclass(frozen=True, slots=True)
class Cause:
    """A referenced thing whose value changes: a description, and the path of the change behind it.

    `most` is its maximum effect on what refers to it.
    """

    words: str
    most: UpdateBehavior
    root: TemplatePath


Causes = Mapping[str, Cause]
"""Causes by what is referred to."""

_VARIABLE = re.compile(r"\$\{([^!{}.][^{}.]*)(?:\.[^{}]*)?\}")
_CONDITION, _MAPPING = "condition ", "mapping "
_MOST_OF_OTHERS = UpdateBehavior.MAY_REPLACE


def cause_of(change: ResourceChanged) -> Causes:
    """Return a resource as a cause: none if its changes don't affect others."""
    resource, behavior = change.after, change.behavior
    words = {
        UpdateBehavior.REPLACE: "is replaced",
        UpdateBehavior.MAY_REPLACE: "may be replaced",
        UpdateBehavior.MAY_DELETE: "may be created or deleted",
    }.get(behavior)
    if words is None:
        return {}
    most = UpdateBehavior.REPLACE if behavior is UpdateBehavior.REPLACE else _MOST_OF_OTHERS
    # the cause is its own change, or the origin of one of its consequences
    is_own = change.is_renamed or any(effect.behavior is behavior for effect in change.effects)
    others = [one.root for one in change.consequences if one.behavior is behavior]
    root = resource.path if is_own or not others else others[0]
    return {resource.logical_id: Cause(f"{resource.logical_id}, which {words}", most, root)}


def causes_of_sections(before: Template, after: Template) -> Causes:
    """Return the parameters, mappings and conditions that change, or depend on some that do."""
    causes: dict[str, Cause] = {}
    for section, lead in (("Parameters", ""), ("Mappings", _MAPPING), ("Conditions", _CONDITION)):
        old, new = _section(before, section), _section(after, section)
        for name in {**old, **new}:
            if name not in old or name not in new or old[name].fingerprint != new[name].fingerprint:
                words = f"{lead or 'parameter '}{name}, which changes"
                causes[lead + name] = Cause(words, _MOST_OF_OTHERS, (section, name))
    conditions = _section(after, "Conditions")
    for _ in conditions:
        for name, node in conditions.items():
            behind = next((found for _, found in _references(node) if found in causes), None)
            if behind and _CONDITION + name not in causes:
                words = f"{_CONDITION}{name}, which may change"
                causes[_CONDITION + name] = Cause(words, _MOST_OF_OTHERS, causes[behind].root)
    return causes


def consequences(resource: Resource, effects: Iterable[Effect], causes: Causes) -> Iterator[Consequence]:
    """Yield the effects of causes on a resource, apart from its own changes."""
    changed = [effect.change.path for effect in effects]
    condition = resource.attributes.entries.get("Condition")
    if isinstance(condition, ScalarNode) and _CONDITION + (condition.value or "") in causes:
        path: Path = (Key("Condition"),)
        if path not in changed:
            cause = causes[_CONDITION + (condition.value or "")]
            yield Consequence(path, condition, cause.words, UpdateBehavior.MAY_DELETE, cause.root)
    for path, node, name in _found(resource.properties):
        whole = (Key("Properties"), *path)
        if name in causes and not any(whole[: len(known)] == known for known in changed):
            behavior = min(property_behavior(resource.type, Replaced(path, node, node)), causes[name].most)
            yield Consequence(whole, node, causes[name].words, behavior, causes[name].root)


def consequences_of_outputs(
    template: Template, changes: Iterable[Change], causes: Causes
) -> Iterator[Consequence]:
    """Yield the effects of causes on outputs, apart from the outputs' own changes."""
    changed = [change.path for change in changes]
    for output, node in _section(template, "Outputs").items():
        for path, value, name in _found(node):
            whole = (Key("Outputs"), Key(output), *path)
            if name in causes and not any(whole[: len(known)] == known for known in changed):
                cause = causes[name]
                yield Consequence(whole, value, cause.words, UpdateBehavior.IN_PLACE, cause.root)


def _section(template: Template, name: str) -> Mapping[str, Node]:
    section = template.sections.entries.get(name)
    return section.entries if isinstance(section, MapNode) else {}


def _found(node: Node) -> Iterator[tuple[Path, Node, str]]:
    seen = set()
    for path, name in _references(node):
        if (path, name) not in seen:
            seen.add((path, name))
            yield path, _at(node, path), name


def _references(node: Node, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield each reference, with the path to its value."""
    if isinstance(node, FunctionNode):
        yield from ((path, name) for part in node.parts for name in _referred(part))
    if isinstance(node, MapNode):
        branches, named = node.entries.get("Fn::If"), node.entries.get("Condition")
        first = branches.items[0] if isinstance(branches, ListNode) and branches.items else None
        for condition in (first, named if len(node.entries) == 1 else None):
            if isinstance(condition, ScalarNode):
                yield path, _CONDITION + (condition.value or "")
    for step, value in _steps(node):
        yield from _references(value, (*path, step))


def _referred(part: Part) -> Iterator[str]:
    match part:
        case Reference(name):
            yield name.partition(".")[0]
        case Call(name, argument):
            yield from _named({name: json.loads(argument)})


def _steps(node: Node) -> Iterator[tuple[Step, Node]]:
    match node:
        case MapNode(entries=entries):
            yield from ((Key(key), value) for key, value in entries.items())
        case KeyedNode(items=items):
            yield from ((Name(name), value) for name, value in items.items())
        case ListNode(items=listed):
            yield from ((Index(index), value) for index, value in enumerate(listed))
        case SetNode(members=members):
            yield from ((Member(value), value) for value in members)


def _at(node: Node, path: Path) -> Node:
    for step in path:
        node = next(value for found, value in _steps(node) if found == step)
    return node


def _named(value: Any) -> Iterator[str]:
    """Yield the references in a function's argument, including nested functions."""
    if isinstance(value, list):
        for item in value:
            yield from _named(item)
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        match key, item:
            case "Fn::Sub", str():
                yield from _VARIABLE.findall(item)
            case "Fn::FindInMap", [str(name), *_]:
                yield _MAPPING + name
            case "Fn::If", [str(name), *_]:
                yield _CONDITION + name
            case "Condition", str():
                yield _CONDITION + item
        yield from _named(item)
