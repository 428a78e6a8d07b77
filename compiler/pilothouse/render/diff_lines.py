"""A resource as lines of YAML in one form, so that lines differ only if their meaning does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pilothouse.diff.align import align
from pilothouse.diff.node import Node, TextNode
from pilothouse.diff.normalize import Resource
from pilothouse.diff.plain import plain
from pilothouse.yaml_text.template import template_yaml

_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_TRUTHS = {"true": True, "false": False}


def resource_lines(resource: Resource, model: Resource | None = None) -> Sequence[str]:
    """Write a resource; unordered parts in the order of the `model`."""
    properties: Node = resource.properties
    attributes: Node = resource.attributes
    if model is not None:
        properties = align(properties, model.properties)
        attributes = align(attributes, model.attributes)
    body = {"Type": resource.type, "Properties": plain(properties), **plain(attributes)}
    return template_yaml({resource.logical_id: _unquoted(body)}).splitlines()


def node_lines(node: Node, model: Node | None = None) -> Sequence[str]:
    """Write any value as YAML, in the order of the `model`; a text as it is."""
    if isinstance(node, TextNode):
        return node.text.splitlines()
    value = plain(align(node, model) if model is not None else node)
    return [line[2:] for line in template_yaml({"-": _unquoted(value)}).splitlines()[1:]]


def _unquoted(value: Any) -> Any:
    """Write numbers and booleans without quotes: they are equal to CloudFormation."""
    if isinstance(value, dict):
        return {key: _unquoted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unquoted(item) for item in value]
    if isinstance(value, str):
        return int(value) if _NUMBER.fullmatch(value) else _TRUTHS.get(value, value)
    return value
