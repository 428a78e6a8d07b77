"""A manifest's YAML as CloudFormation reads it, for parts that are copied into the template.

CloudFormation reads YAML 1.1 (user guide, template formats), where `yes` is a boolean, `1:30` a number in
base 60, and `0888` text, since 8 is not an octal digit. Copilot copies a policy document as written, so its
author got that reading.
"""

from __future__ import annotations

import math
import re
from typing import Any

from pilothouse.ir.intrinsics import INTRINSICS
from pilothouse.source.node import MappingNode, Node, Scalar, ScalarNode

_TRUTH = {
    **{spelled: True for word in ("yes", "on") for spelled in (word, word.title(), word.upper())},
    **{spelled: False for word in ("no", "off") for spelled in (word, word.title(), word.upper())},
}
MOST_CHARACTERS = 100
"""Characters of a number; nothing in a template accepts a longer one, so it stays text."""
_MAY_BE_NUMBER = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?(?:0b_*[01][01_]*|0_*[0-7][0-7_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|0|[1-9][0-9_]*)")
_SEXAGESIMAL = re.compile(r"(?P<sign>[-+]?)(?P<digits>[0-9][0-9_]*(?::[0-5]?[0-9])+(?P<fraction>\.[0-9_]*)?)")
# YAML 1.1's, and `1e3`, which Java's parsers read as a number, too.
_FLOAT = re.compile(
    r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)|\._*[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?)"
)
_OLD_OCTAL = re.compile(r"^([-+]?)0(?=[0-7])")


def as_cloudformation_reads(data: Any, node: Node) -> Any:
    """Return the plain `data` of `node` with its scalars as CloudFormation reads them."""
    if node.tag in INTRINSICS:
        ((function, argument),) = data.items()
        return {function: argument if isinstance(node, ScalarNode) else _inside(argument, node)}
    return _inside(data, node)


def scalar_as_cloudformation_reads(node: ScalarNode) -> Scalar:
    """Return the value of a scalar as CloudFormation reads it."""
    return _scalar(node.text, node.value) if node.is_plain else node.value


def _inside(data: Any, node: Node) -> Any:
    if isinstance(node, ScalarNode):
        return _scalar(node.text, data) if node.is_plain else data
    if isinstance(node, MappingNode):
        return {key: as_cloudformation_reads(data[key], child) for key, (_, child) in node.entries.items()}
    return [as_cloudformation_reads(item, child) for item, child in zip(data, node.items, strict=True)]


def _scalar(text: str, value: Scalar) -> Scalar:
    """Read an unquoted scalar again; `value` is its value for the manifest's parser."""
    if text in _TRUTH:
        return _TRUTH[text]
    if value is None or isinstance(value, bool) or text[0] not in _MAY_BE_NUMBER:
        return value
    if len(text) > MOST_CHARACTERS:
        return text
    digits = text.replace("_", "")
    if _INTEGER.fullmatch(text):
        return int(_OLD_OCTAL.sub(r"\g<1>0o", digits), 0)
    if match := _SEXAGESIMAL.fullmatch(text):
        return _of_base_60(match)
    if _FLOAT.fullmatch(text):
        return float(digits)
    return value if isinstance(value, float) and not math.isfinite(value) else text


def _of_base_60(match: re.Match[str]) -> Scalar:
    """Read `1:30`, and `1:30.5` with a fraction; an integer that starts with a zero is text."""
    digits = match["digits"].replace("_", "")
    if match["fraction"] is None and digits[0] == "0":
        return match[0]
    whole, point, fraction = digits.partition(".")
    value = 0
    for part in whole.split(":"):
        value = value * 60 + int(part)
    sign = -1 if match["sign"] == "-" else 1
    return sign * (value + float(f"0.{fraction or 0}")) if point else sign * value
