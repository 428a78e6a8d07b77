"""A manifest's YAML as CloudFormation reads it, for what is passed on to the template as it is.

CloudFormation reads YAML 1.1 (user guide, template formats), where `yes` is a truth value and `1:30` a
number to the base of 60. Copilot hands a policy document on as it is written: that reading is what its author
got.
"""

from __future__ import annotations

import re
from typing import Any

from pilothouse.ir.intrinsics import INTRINSICS
from pilothouse.source.node import MappingNode, Node, Scalar, ScalarNode

_TRUTH = {
    **{spelled: True for word in ("yes", "on") for spelled in (word, word.title(), word.upper())},
    **{spelled: False for word in ("no", "off") for spelled in (word, word.title(), word.upper())},
}
MOST_CHARACTERS = 100
"""Of a number; nothing in a template takes one that is longer, and text it stays."""
_SEXAGESIMAL = re.compile(r"(?P<sign>[-+]?)(?P<digits>[1-9][0-9_]*(?::[0-5]?[0-9])+)")


def as_cloudformation_reads(data: Any, node: Node) -> Any:
    """Return the plain `data` of `node` with the scalars as CloudFormation would read them."""
    if node.tag in INTRINSICS:
        ((function, argument),) = data.items()
        return {function: argument if isinstance(node, ScalarNode) else _inside(argument, node)}
    return _inside(data, node)


def scalar_as_cloudformation_reads(node: ScalarNode) -> Scalar:
    """Return the value of a scalar as CloudFormation would read it."""
    return _scalar(node.text) if node.is_plain and isinstance(node.value, str) else node.value


def _inside(data: Any, node: Node) -> Any:
    if isinstance(node, ScalarNode):
        return _scalar(node.text) if node.is_plain and isinstance(data, str) else data
    if isinstance(node, MappingNode):
        return {key: as_cloudformation_reads(data[key], child) for key, (_, child) in node.entries.items()}
    return [as_cloudformation_reads(item, child) for item, child in zip(data, node.items, strict=True)]


def _scalar(text: str) -> str | int | bool:
    if text in _TRUTH:
        return _TRUTH[text]
    match = _SEXAGESIMAL.fullmatch(text) if len(text) <= MOST_CHARACTERS else None
    if match is None:
        return text
    value = 0
    for digits in match["digits"].replace("_", "").split(":"):
        value = value * 60 + int(digits)
    return -value if match["sign"] == "-" else value
