"""Values without parts in a template."""

from __future__ import annotations

from typing import Any

from pilothouse.diff.functions import parts_of
from pilothouse.diff.node import FunctionNode, ScalarNode, function, scalar
from pilothouse.ir.stack import TemplatePath


def leaf(path: TemplatePath, value: Any) -> ScalarNode | FunctionNode:
    """Make a node of a scalar or a function; a function of nothing but literals is a scalar."""
    if value is None:
        return scalar(path, None)
    parts = parts_of(value)
    if all(isinstance(part, str) for part in parts):
        return scalar(path, "".join(str(part) for part in parts))
    return function(path, parts)
