"""What a deployment would change in the deployed template."""

from __future__ import annotations

from pilothouse.aws.survey import Deployed
from pilothouse.cli.terminal import aside_palette
from pilothouse.diagnostics.locate import Sources
from pilothouse.diff.side import Side, compiled_side
from pilothouse.diff.stack_diff import diff_stacks
from pilothouse.driver import read_template
from pilothouse.ir.stack import Stack
from pilothouse.render.diff_text import diff_text


def template_changes(deployed: Deployed | None, stack: Stack, sources: Sources) -> str:
    """Compare a stack with what is deployed of it, tags included; empty if both are equal in meaning."""
    if deployed and deployed.template:
        before = Side("deployed", read_template(deployed.template) or {}, deployed.stack.tags)
    else:
        before = Side("nothing", {})
    diff = diff_stacks(stack.name, before, compiled_side("this manifest", stack, sources))
    return "" if diff.is_empty else diff_text([diff], aside_palette())
