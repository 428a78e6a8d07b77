"""Intrinsic functions in one form: `!Sub ${X}` is `!Ref X`, a join of literals is a literal.

Source: CloudFormation user guide, "Intrinsic function reference".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.diff.node import Call, Part, Reference
from pilothouse.source.integer import integer

_VARIABLE = re.compile(r"\$\{([^!{}][^{}]*)\}")
_ESCAPED = "${!"
_MOST_DIGITS = 5
_STRUCTURAL = frozenset({"Fn::If", "Fn::Transform"})


def is_function(value: object) -> bool:
    """Whether a value is a function with a single value; `Fn::If` is compared branch by branch instead."""
    if not isinstance(value, dict) or len(value) != 1:
        return False
    name = next(iter(value))
    return name == "Ref" or (isinstance(name, str) and name.startswith("Fn::") and name not in _STRUCTURAL)


def parts_of(value: Any) -> tuple[Part, ...]:
    """Return the parts of a function (or of a scalar), adjacent literals as one."""
    merged: list[Part] = []
    for part in _parts(value):
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)


def scalar_text(value: object) -> str | None:
    """Write a scalar as the text that CloudFormation makes of it; None for null."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def shown(parts: tuple[Part, ...]) -> str:
    """Write parts as a template would, in short form."""
    match parts:
        case [Reference(name)]:
            return f"!GetAtt {name}" if "." in name else f"!Ref {name}"
        case [Call(name, argument)]:
            return _call(name, argument)
        case _:
            return "!Sub " + "".join(map(_inside, parts))


def _inside(part: Part) -> str:
    match part:
        case Reference(name):
            return f"${{{name}}}"
        case Call(name, argument):
            return f"${{{_call(name, argument)}}}"
        case literal:
            return _VARIABLE.sub(lambda found: f"{_ESCAPED}{found[1]}}}", literal)


def _call(name: str, argument: str) -> str:
    given = json.loads(argument)
    return f"!{name.removeprefix('Fn::')} {given if isinstance(given, str) else argument}"


def _parts(value: Any) -> Iterator[Part]:
    if not is_function(value):
        yield scalar_text(value) or ""
        return
    ((name, argument),) = value.items()
    match name, argument:
        case "Ref", str():
            yield Reference(argument)
        case "Fn::GetAtt", str():
            yield Reference(argument)
        case "Fn::GetAtt", [str(resource), str(attribute)]:
            yield Reference(f"{resource}.{attribute}")
        case "Fn::Sub", str():
            yield from _substituted(argument, {})
        case "Fn::Sub", [str(text), dict(variables)] if all(map(_is_textual, variables.values())):
            yield from _substituted(text, variables)
        case "Fn::Join", [str(delimiter), list(items)] if all(map(_is_textual, items)):
            for index, item in enumerate(items):
                yield delimiter if index else ""
                yield from _parts(item)
        case "Fn::Select", [int() | str() as index, list(items)] if _is_within(index, items):
            yield from _parts(items[integer(str(index))])
        case _:
            yield Call(name, json.dumps(_one_form(argument), sort_keys=True))


def _is_within(index: int | str, items: list[Any]) -> bool:
    """Whether an item of a list can be determined without the deployment."""
    is_known = isinstance(index, int) or (index.isascii() and index.isdecimal() and len(index) < _MOST_DIGITS)
    return is_known and 0 <= integer(str(index)) < len(items) and all(map(_is_textual, items))


def _is_textual(value: object) -> bool:
    return is_function(value) or not isinstance(value, dict | list | None)


def _substituted(text: str, variables: Mapping[str, Any]) -> Iterator[Part]:
    end = 0
    for found in _VARIABLE.finditer(text):
        yield text[end : found.start()].replace(_ESCAPED, "${")
        name = found[1].strip()
        if name in variables:
            yield from _parts(variables[name])
        else:
            yield Reference(name)
        end = found.end()
    yield text[end:].replace(_ESCAPED, "${")


def _one_form(value: Any) -> Any:
    """Write nested functions in one form, as plain data."""
    if is_function(value):
        parts = parts_of(value)
        if any(isinstance(part, Reference) for part in parts) or len(parts) != 1:
            return {"Fn::Sub": "".join(map(_inside, parts))}
        only = parts[0]
        return {only.name: json.loads(only.argument)} if isinstance(only, Call) else only
    if isinstance(value, dict):
        return {key: _one_form(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_one_form(item) for item in value]
    return scalar_text(value)
