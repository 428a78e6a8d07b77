"""A value of a template on one line."""

from __future__ import annotations

import json

from pilothouse.diff.functions import shown
from pilothouse.diff.node import (
    FunctionNode,
    KeyedNode,
    ListNode,
    MapNode,
    Node,
    ScalarNode,
    SetNode,
    TextNode,
)


def show(node: Node) -> str:
    """Write a value as YAML would write it in flow style: `{Effect: Allow, Action: [s3:GetObject]}`."""
    match node:
        case ScalarNode(value=value):
            return "null" if value is None else value if value and value.isprintable() else json.dumps(value)
        case FunctionNode(parts=parts):
            return shown(parts)
        case TextNode(text=text):
            return json.dumps(text)
        case MapNode(entries=entries):
            return "{" + ", ".join(f"{key}: {show(value)}" for key, value in entries.items()) + "}"
        case KeyedNode(items=named):
            return "[" + ", ".join(map(show, named.values())) + "]"
        case ListNode(items=items) | SetNode(members=items):
            return "[" + ", ".join(map(show, items)) + "]"
