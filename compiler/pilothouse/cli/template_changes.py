"""What a deployment would change in the deployed template."""

from __future__ import annotations

from difflib import unified_diff

from pilothouse.driver import read_template
from pilothouse.ir.stack import Stack
from pilothouse.render.template_yaml import template_yaml


def template_changes(deployed: str, stack: Stack) -> str:
    """Compare a deployed template's text (empty: none) with a stack; empty if both are equal."""
    before = read_template(deployed) if deployed else None
    if before is None:
        resources = stack.template["Resources"].items()
        return "".join(f"+ {name} ({resource['Type']})\n" for name, resource in resources)
    if before == stack.template:
        return ""
    old, new = (template_yaml(one).splitlines(keepends=True) for one in (before, stack.template))
    return "".join(unified_diff(old, new, "deployed", "new"))
