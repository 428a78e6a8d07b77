"""The values of intrinsic functions in a deployed template, as far as the stack shows them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

UNKNOWN = "\ue000"
"""Replaces an unknown part of a text; from Unicode's private use area, so in no template."""

_NO_VALUE = "AWS::NoValue"
_VARIABLE = re.compile(r"\$\{(!?)([^}]+)\}")


@dataclass(frozen=True, slots=True)
class Names:
    """The values of references, by logical ID or pseudo parameter; `attributes` by `ID.Attribute`."""

    references: Mapping[str, str]
    attributes: Mapping[str, str] = field(default_factory=dict)


def resolve(value: Any, names: Names) -> Any:
    """Return plain data with every function replaced by its value."""
    if isinstance(value, list):
        return [item for item in (resolve(item, names) for item in value) if item is not None]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((key, argument),) = value.items()
        if key in ("Ref", "Condition") or key.startswith("Fn::"):
            return _function(key, argument, names)
    resolved = {key: resolve(item, names) for key, item in value.items()}
    return {key: item for key, item in resolved.items() if item is not None}


def _function(name: str, argument: Any, names: Names) -> Any:
    match name, argument:
        case "Ref", str():
            return None if argument == _NO_VALUE else names.references.get(argument, UNKNOWN)
        case "Fn::GetAtt", [str() as logical_id, str() as attribute]:
            return names.attributes.get(f"{logical_id}.{attribute}", UNKNOWN)
        case "Fn::GetAtt", str():
            return names.attributes.get(argument, UNKNOWN)
        case "Fn::Sub", str():
            return _substitute(argument, {}, names)
        case "Fn::Sub", [str() as text, dict() as variables]:
            return _substitute(text, {key: str(resolve(one, names)) for key, one in variables.items()}, names)
        case "Fn::Join", [str() as separator, list() as parts]:
            return separator.join(str(resolve(part, names)) for part in parts)
    return UNKNOWN


def _substitute(text: str, variables: Mapping[str, str], names: Names) -> str:
    def value(match: re.Match[str]) -> str:
        is_literal, name = match.groups()
        if is_literal:
            return f"${{{name}}}"
        if name in variables:
            return variables[name]
        return {**names.references, **names.attributes}.get(name, UNKNOWN)

    return _VARIABLE.sub(value, text)
