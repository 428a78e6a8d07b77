"""The content of a template in a few lines, for the comments in an override's files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.ir.stack import Stack


def resource_types(stack: Stack) -> dict[str, str]:
    """Return the type of each resource by its logical ID."""
    resources: Mapping[str, Mapping[str, Any]] = stack.template["Resources"]
    return {logical_id: str(resource.get("Type", "")) for logical_id, resource in resources.items()}


def resource_lines(stack: Stack, lead: str = "") -> Iterator[str]:
    """Yield a line for each resource: its logical ID after `lead`, and its type."""
    types = resource_types(stack)
    width = max(map(len, types), default=0)
    for logical_id, kind in types.items():
        yield f"{lead}{logical_id:<{width}}  {kind}"


def stage_lines(stack: Stack, lead: str = "") -> Iterator[str]:
    """Yield a line for each stage of the pipeline: its index after `lead`, its name and its actions."""
    stages = stack.template["Resources"]["Pipeline"]["Properties"]["Stages"]
    for index, stage in enumerate(stages):
        actions = ", ".join(action["Name"] for action in stage["Actions"])
        yield f"{lead}{index}  {stage['Name']}: {actions}"
