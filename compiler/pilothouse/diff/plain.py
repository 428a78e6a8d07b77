"""A tree as plain data again, in one form: functions as `Ref`, `Fn::GetAtt` and `Fn::Sub`."""

from __future__ import annotations

import json
from typing import Any

from pilothouse.diff.functions import shown
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
    TextNode,
)


def plain(node: Node) -> Any:
    """Return a tree as dicts, lists and texts; a set is a list in its written order."""
    match node:
        case ScalarNode(value=value):
            return value
        case TextNode(text=text):
            return text
        case FunctionNode(parts=parts):
            return _function(parts)
        case MapNode(entries=entries):
            return {key: plain(value) for key, value in entries.items()}
        case ListNode(items=items) | SetNode(members=items):
            return [plain(item) for item in items]
        case KeyedNode(items=named):
            return [plain(item) for item in named.values()]


def _function(parts: tuple[Part, ...]) -> Any:
    match parts:
        case [Reference(name)] if "." not in name:
            return {"Ref": name}
        case [Reference(name)]:
            resource, _, attribute = name.partition(".")
            return {"Fn::GetAtt": [resource, attribute]}
        case [Call(name, argument)]:
            return {name: json.loads(argument)}
    return {"Fn::Sub": shown(parts).removeprefix("!Sub ")}
