"""A CloudFormation template as YAML: block style, short forms of intrinsic functions, no aliases.

Written here and not by a YAML library because only this is fast enough for large pipelines, and because
CloudFormation refuses the aliases that libraries write for values used twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pilothouse.yaml_text.scalar import (
    fits_literal,
    inline_text,
    literal_block,
    other_scalar,
)

_STEP = "  "
_LONGEST_IMPLICIT_KEY = 1000  # YAML's own limit is 1,024 characters, quotes included

# Which functions have a short form for which operands:
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
_SHORT_FOR_TEXT: Mapping[str, str] = {
    "Ref": "!Ref",
    "Fn::Base64": "!Base64",
    "Fn::GetAZs": "!GetAZs",
    "Fn::ImportValue": "!ImportValue",
    "Fn::Sub": "!Sub",
}
_SHORT_FOR_LIST: Mapping[str, str] = {
    "Fn::And": "!And",
    "Fn::Cidr": "!Cidr",
    "Fn::Equals": "!Equals",
    "Fn::FindInMap": "!FindInMap",
    "Fn::If": "!If",
    "Fn::Join": "!Join",
    "Fn::Not": "!Not",
    "Fn::Or": "!Or",
    "Fn::Select": "!Select",
    "Fn::Split": "!Split",
    "Fn::Sub": "!Sub",
}


def template_yaml(template: Mapping[str, Any]) -> str:
    """Write a template of plain data (dicts, lists, scalars), its keys in the order given."""
    if not template:
        return "{}\n"
    lines: list[str] = []
    _write_entries(lines, "", "", template)
    return "\n".join(lines) + "\n"


def _write_entries(lines: list[str], lead: str, indent: str, mapping: Mapping[str, Any]) -> None:
    """Write the entries; `lead` precedes the first (`- ` in a sequence), `indent` the others."""
    for key, value in mapping.items():
        name = inline_text(key)
        if len(name) > _LONGEST_IMPLICIT_KEY:
            name = f"? {name}\n{indent}"
        _write_value(lines, f"{lead}{name}:", indent, value)
        lead = indent


def _write_items(lines: list[str], lead: str, indent: str, items: Sequence[Any]) -> None:
    """Write a sequence's items, a mapping or a sequence among them on the line of its dash."""
    for item in items:
        if isinstance(item, dict) and item and not _short_form(item):
            _write_entries(lines, f"{lead}- ", indent + _STEP, item)
        elif isinstance(item, list) and item:
            _write_items(lines, f"{lead}- ", indent + _STEP, item)
        else:
            _write_value(lines, f"{lead}-", indent, item)
        lead = indent


def _write_value(lines: list[str], head: str, indent: str, value: Any) -> None:
    """Write a value after its `head`, a key or a dash or a tag, in a collection that is `indent` deep."""
    if isinstance(value, str):
        fits = "\n" in value and fits_literal(value)
        text = literal_block(value, indent + _STEP) if fits else inline_text(value)
        lines.append(f"{head} {text}")
    elif isinstance(value, dict):
        if short := _short_form(value):
            _write_value(lines, f"{head} {short[0]}", indent, short[1])
        elif value:
            lines.append(head)
            _write_entries(lines, indent + _STEP, indent + _STEP, value)
        else:
            lines.append(f"{head} {{}}")
    elif isinstance(value, list):
        if value:
            lines.append(head)
            _write_items(lines, indent + _STEP, indent + _STEP, value)
        else:
            lines.append(f"{head} []")
    else:
        lines.append(f"{head} {other_scalar(value)}")


def _short_form(mapping: dict[str, Any]) -> tuple[str, Any] | None:
    """Return the tag and the operand of a function's short form, or None where only the long form is valid.

    A node has one tag, so a function whose operand is a function keeps its long form.
    """
    if len(mapping) != 1:
        return None
    ((name, operand),) = mapping.items()
    if isinstance(operand, str):
        tag = _SHORT_FOR_TEXT.get(name)
    elif not isinstance(operand, list):
        return None
    elif name == "Fn::GetAtt":
        return _short_attribute(operand)
    else:
        tag = _SHORT_FOR_LIST.get(name)
    return (tag, operand) if tag else None


def _short_attribute(operand: list[Any]) -> tuple[str, str] | None:
    """Write `[Resource, Attribute.Part]` as `Resource.Attribute.Part`, read up to its first point."""
    match operand:
        case [str(resource), str(attribute)] if "." not in resource:
            return "!GetAtt", f"{resource}.{attribute}"
    return None
