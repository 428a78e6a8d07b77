"""References to logical IDs in a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.diff.node import FunctionNode, KeyedNode, ListNode, MapNode, Node, Reference, SetNode

_VARIABLE = re.compile(r"\$\{([^!{}.][^{}.]*)((?:\.[^{}]*)?)\}")


def rename_references(template: Mapping[str, Any], renamed: Mapping[str, str]) -> dict[str, Any]:
    """Return the template with every reference to a renamed resource changed to its new ID.

    The resources themselves keep their places.
    """
    resources = template.get("Resources")
    changed = {key: _value(value, renamed) for key, value in template.items()}
    if isinstance(resources, dict):
        changed["Resources"] = {name: _resource(body, renamed) for name, body in resources.items()}
    return changed


def _resource(body: Any, renamed: Mapping[str, str]) -> Any:
    if not isinstance(body, dict):
        return body
    changed = {key: _value(value, renamed) for key, value in body.items()}
    match body.get("DependsOn"):
        case str(one):
            changed["DependsOn"] = renamed.get(one, one)
        case list(names):
            changed["DependsOn"] = [renamed.get(name, name) for name in names]
    return changed


def _value(value: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_value(item, renamed) for item in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"Ref": str(name)} if len(value) == 1:
            return {"Ref": renamed.get(name, name)}
        case {"Fn::GetAtt": str(attribute)} if len(value) == 1:
            name, point, rest = attribute.partition(".")
            return {"Fn::GetAtt": renamed.get(name, name) + point + rest}
        case {"Fn::GetAtt": [str(name), attribute]} if len(value) == 1:
            return {"Fn::GetAtt": [renamed.get(name, name), attribute]}
        case {"Fn::Sub": str(text)} if len(value) == 1:
            return {"Fn::Sub": _text(text, renamed)}
        case {"Fn::Sub": [str(text), dict(variables)]} if len(value) == 1:
            others = {name: new for name, new in renamed.items() if name not in variables}
            return {"Fn::Sub": [_text(text, others), _value(variables, renamed)]}
    return {key: _value(item, renamed) for key, item in value.items()}


def _text(text: str, renamed: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: f"${{{renamed.get(found[1], found[1])}{found[2]}}}", text)


def references_in(node: Node) -> Iterator[str]:
    """Yield the logical IDs that a tree refers to."""
    match node:
        case FunctionNode(parts=parts):
            yield from (part.name.partition(".")[0] for part in parts if isinstance(part, Reference))
        case MapNode(entries=entries) | KeyedNode(items=entries):
            for item in entries.values():
                yield from references_in(item)
        case ListNode(items=items) | SetNode(members=items):
            for item in items:
                yield from references_in(item)
