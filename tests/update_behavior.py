"""The table of update behaviours, made from the resource schemas that cfn-lint ships."""

from __future__ import annotations

import json
from typing import Any

from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

REGION = "us-east-1"
_PREFIX = "/properties/"


def update_behavior_table() -> str:
    """Return the text of `update_behavior.json`: one line for each resource type."""
    lines = [
        f"{json.dumps(name)}: {json.dumps(_pointers(_schema(name)))}"
        for name in sorted(PROVIDER_SCHEMA_MANAGER.get_resource_types(REGION))
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, name).schema
    return schema


def _pointers(schema: dict[str, Any]) -> list[list[str]]:
    return [
        sorted({pointer.removeprefix(_PREFIX) for pointer in schema.get(kind, [])})
        for kind in ("createOnlyProperties", "conditionalCreateOnlyProperties")
    ]
