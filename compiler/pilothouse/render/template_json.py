"""A CloudFormation template as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilothouse.render.escape import json_text


def template_json(template: Mapping[str, Any]) -> str:
    """Write a template of plain data, its keys in the order given, in ASCII."""
    return json_text(template)
