"""From a template as written to a tree of meanings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pilothouse.diff.functions import is_function, scalar_text, shown
from pilothouse.diff.leaf import leaf
from pilothouse.diff.node import (
    FunctionNode,
    MapNode,
    Node,
    ScalarNode,
    keyed,
    mapping,
    scalar,
    sequence,
    text,
    unordered,
)
from pilothouse.diff.normalize_policy import is_policy, normalize_policy
from pilothouse.diff.shapes import (
    ACTION,
    INLINE_BUILDSPECS,
    Named,
    Place,
    Unordered,
    may_be_reordered,
    shape_of,
)
from pilothouse.ir.stack import TemplatePath
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile

_SNAPSHOT_BY_DEFAULT = frozenset({"AWS::RDS::DBCluster", "AWS::RDS::DBInstance"})


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource: its properties, and its other attributes (`DependsOn`, `DeletionPolicy`)."""

    logical_id: str
    type: str
    properties: MapNode
    attributes: MapNode

    @property
    def path(self) -> TemplatePath:
        """Its path in the template."""
        return ("Resources", self.logical_id)


@dataclass(frozen=True, slots=True)
class Template:
    """A template's resources by logical ID, and everything else in it by section."""

    resources: Mapping[str, Resource]
    sections: MapNode


def normalize(template: Mapping[str, Any]) -> Template:
    """Read a template of plain data. Nothing in it is an error: unknown shapes are compared as they are."""
    resources = template.get("Resources")
    found = resources if isinstance(resources, dict) else {}
    sections = {key: value for key, value in template.items() if key != "Resources" or value is not found}
    return Template(
        {name: _resource(name, body if isinstance(body, dict) else {}) for name, body in found.items()},
        _map((), ("",), sections),
    )


def _resource(logical_id: str, body: Mapping[str, Any]) -> Resource:
    path: TemplatePath = ("Resources", logical_id)
    kind = str(body.get("Type", ""))
    properties = body.get("Properties")
    attributes: dict[str, Node] = {}
    for key, value in body.items():
        if key == "DependsOn":
            named = value if isinstance(value, list) else [value]
            attributes[key] = unordered((*path, key), (_node((*path, key), ("",), one) for one in named))
        elif key not in {"Type", "Properties"} and not _is_default(kind, key, value):
            attributes[key] = _node((*path, key), ("",), value)
    given = properties if isinstance(properties, dict) else {}
    return Resource(logical_id, kind, _map((*path, "Properties"), (kind,), given), mapping(path, attributes))


def _is_default(kind: str, key: str, value: Any) -> bool:
    """Whether an attribute has its default value: user guide, "DeletionPolicy attribute"."""
    if key == "UpdateReplacePolicy":
        return bool(value == "Delete")
    return key == "DeletionPolicy" and value == "Delete" and kind not in _SNAPSHOT_BY_DEFAULT


def _node(path: TemplatePath, place: Place, value: Any) -> Node:
    if is_function(value):
        return leaf(path, value)
    if place in INLINE_BUILDSPECS and isinstance(value, str) and "\n" in value:
        return text(path, value, _meaning(value))
    shape = shape_of(place)
    if isinstance(shape, Unordered) and not isinstance(value, dict):
        return unordered(path, _items(path, place, value if isinstance(value, list) else [value]))
    if isinstance(value, list):
        return _list(path, place, value, shape if isinstance(shape, Named) else None)
    if isinstance(value, dict):
        return normalize_policy(path, value) if is_policy(place[-1], value) else _map(path, place, value)
    return leaf(path, value)


def _map(path: TemplatePath, place: Place, value: Mapping[str, Any]) -> MapNode:
    entries = {key: _node((*path, key), (*place, key), item) for key, item in value.items()}
    if place == ACTION:
        # "The default runOrder value for an action is 1": CodePipeline, "Pipeline structure reference".
        entries.setdefault("RunOrder", scalar(path, "1"))
    return mapping(path, entries)


def _list(path: TemplatePath, place: Place, value: list[Any], shape: Named | None) -> Node:
    items = _items(path, place, value)
    if shape is None:
        is_set = may_be_reordered(place) and len({item.fingerprint for item in items}) == len(items)
        return unordered(path, items) if is_set else sequence(path, items)
    named = {name: item for item in items if (name := _name(item, shape.key)) is not None}
    if len(named) < len(items):
        return sequence(path, items)
    return keyed(path, named, is_ordered=shape.is_ordered)


def _items(path: TemplatePath, place: Place, value: list[Any]) -> tuple[Node, ...]:
    return tuple(_node((*path, index), (*place, "*"), item) for index, item in enumerate(value))


def _name(item: Node, key: str) -> str | None:
    """Return an item's name, or None if it has none."""
    named = item.entries.get(key) if isinstance(item, MapNode) else None
    if isinstance(named, ScalarNode):
        return named.value
    return shown(named.parts) if isinstance(named, FunctionNode) else None


def _meaning(content: str) -> str:
    """Return the meaning of a YAML text; a text that isn't YAML is its own meaning."""
    parsed = parse(SourceFile("buildspec", content)).value
    return content if parsed is None else json.dumps(_texts(parsed.data), sort_keys=True)


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    return [_texts(item) for item in value] if isinstance(value, list) else scalar_text(value)
