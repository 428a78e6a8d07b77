"""From nodes to plain data: dict, list and scalars, intrinsic functions in their long form."""

from __future__ import annotations

from typing import Any

from pilothouse.ir.intrinsics import INTRINSICS, long_form
from pilothouse.source.node import MappingNode, Node, ScalarNode


def plain(node: Node) -> Any:
    """Return the data of `node`; every value is a separate object, aliases expanded."""
    if isinstance(node, ScalarNode):
        value: Any = node.value
    elif isinstance(node, MappingNode):
        value = {key: plain(child) for key, (_, child) in node.entries.items()}
    else:
        value = [plain(child) for child in node.items]
    return long_form(node.tag, value) if node.tag in INTRINSICS else value
