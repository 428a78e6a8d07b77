"""A CloudFormation template as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def template_json(template: Mapping[str, Any]) -> str:
    """Write a template of plain data, its keys in the order given, in ASCII."""
    return json.dumps(template, indent=2) + "\n"
