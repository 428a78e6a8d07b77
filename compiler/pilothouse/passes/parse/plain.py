"""Turn nodes into plain data: dict, list and scalars, intrinsic functions in their long form."""

from __future__ import annotations

from typing import Any

from pilothouse.passes.parse.tags import INTRINSICS
from pilothouse.source.node import MappingNode, Node, ScalarNode


def plain(node: Node) -> Any:
    """Return the data of `node`; every value is an object of its own, aliases written out."""
    if isinstance(node, ScalarNode):
        value: Any = node.value
    elif isinstance(node, MappingNode):
        value = {key: plain(child) for key, (_, child) in node.entries.items()}
    else:
        value = [plain(child) for child in node.items]
    return {INTRINSICS[node.tag]: _argument(node.tag, value)} if node.tag in INTRINSICS else value


def _argument(tag: str, value: Any) -> Any:
    if tag == "!GetAtt" and isinstance(value, str):
        return value.split(".", 1)
    return value
