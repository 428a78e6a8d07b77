"""What happens to a resource because of something that it refers to.

Source: CloudFormation user guide, "Update behaviors of stack resources"; API reference,
"ResourceChangeDetail", whose `CausingEntity` is told here: a resource that is replaced, a parameter, a
condition or a mapping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pilothouse.diff.change import Index, Key, Member, Name, Path, Replaced, Step
from pilothouse.diff.difference import Consequence, Effect
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

Causes = Mapping[str, tuple[str, UpdateBehavior]]
"""What is referred to -> the words for it, and the most that it can do to what refers to it."""

_VARIABLE = re.compile(r"\$\{([^!{}.][^{}.]*)(?:\.[^{}]*)?\}")
_CONDITION, _MAPPING = "condition ", "mapping "
_MOST_OF_OTHERS = UpdateBehavior.MAY_REPLACE


def cause_of(resource: Resource, behavior: UpdateBehavior) -> Causes:
    """Return a resource as a cause: none if others don't notice what becomes of it."""
    words = {
        UpdateBehavior.REPLACE: "is replaced",
        UpdateBehavior.MAY_REPLACE: "may be replaced",
        UpdateBehavior.MAY_DELETE: "may be created or deleted",
    }.get(behavior)
    if words is None:
        return {}
    most = UpdateBehavior.REPLACE if behavior is UpdateBehavior.REPLACE else _MOST_OF_OTHERS
    return {resource.logical_id: (f"{resource.logical_id}, which {words}", most)}


def causes_of_sections(before: Template, after: Template) -> Causes:
    """Return the parameters, mappings and conditions that change, or rest on some that do."""
    causes: dict[str, tuple[str, UpdateBehavior]] = {}
    for section, lead in (("Parameters", ""), ("Mappings", _MAPPING), ("Conditions", _CONDITION)):
        old, new = _section(before, section), _section(after, section)
        for name in {**old, **new}:
            if name not in old or name not in new or old[name].fingerprint != new[name].fingerprint:
                causes[lead + name] = (f"{lead or 'parameter '}{name}, which changes", _MOST_OF_OTHERS)
    conditions = _section(after, "Conditions")
    for _ in conditions:
        for name, node in conditions.items():
            if _CONDITION + name not in causes and any(found in causes for _, found in _references(node)):
                causes[_CONDITION + name] = (f"{_CONDITION}{name}, which may change", _MOST_OF_OTHERS)
    return causes


def consequences(resource: Resource, effects: Iterable[Effect], causes: Causes) -> Iterator[Consequence]:
    """Yield what causes do to a resource, apart from its own changes."""
    changed = [effect.change.path for effect in effects]
    condition = resource.attributes.entries.get("Condition")
    if isinstance(condition, ScalarNode) and _CONDITION + (condition.value or "") in causes:
        path: Path = (Key("Condition"),)
        if path not in changed:
            words, _ = causes[_CONDITION + (condition.value or "")]
            yield Consequence(path, condition, words, UpdateBehavior.MAY_DELETE)
    for path, node, name in _found(resource.properties):
        whole = (Key("Properties"), *path)
        if name in causes and not any(whole[: len(known)] == known for known in changed):
            words, most = causes[name]
            behavior = property_behavior(resource.type, Replaced(path, node, node))
            yield Consequence(whole, node, words, min(behavior, most))


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
    """Yield what is referred to, with the path to the value that does so."""
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
    """Yield what the argument of a function refers to, nested functions included."""
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
