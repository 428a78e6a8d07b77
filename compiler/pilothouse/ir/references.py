"""References by name in a template's plain data.

Source: CloudFormation user guide, "Intrinsic function reference", "DependsOn attribute", "Condition
functions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pilothouse.ir.stack import TemplatePath

_VARIABLE = re.compile(r"\$\{([^!{}.]+)(?:\.[^{}]*)?\}")


def references_of(value: Any, path: TemplatePath = ()) -> Iterator[tuple[TemplatePath, str]]:
    """Yield the path and the name of each reference: a resource, a parameter, a condition or a mapping."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from references_of(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            below: TemplatePath = (*path, key)
            yield from ((below, name) for name in _names(key, item))
            yield from references_of(item, below)


def _names(key: str, value: Any) -> Iterator[str]:
    match key, value:
        case "Ref" | "Condition" | "DependsOn", str(name):
            yield name
        case "DependsOn", list(names):
            yield from (name for name in names if isinstance(name, str))
        case "Fn::GetAtt", str(attribute):
            yield attribute.partition(".")[0]
        case "Fn::GetAtt" | "Fn::If" | "Fn::FindInMap", [str(name), *_]:
            yield name
        case "Fn::Sub", str(text) | [str(text), *_]:
            yield from (found[1].strip() for found in _VARIABLE.finditer(text))
