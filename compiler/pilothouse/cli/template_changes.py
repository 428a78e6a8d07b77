"""The changes of a deployment to the deployed template."""

from __future__ import annotations

from dataclasses import replace

from pilothouse.aws.survey import Deployed
from pilothouse.cli.terminal import aside_palette
from pilothouse.diagnostics.locate import Sources
from pilothouse.diff.change import Key
from pilothouse.diff.side import Side, compiled_side
from pilothouse.diff.stack_diff import StackDiff, diff_stacks
from pilothouse.driver import read_template
from pilothouse.ir.stack import Stack
from pilothouse.render.diff_text import diff_text

_FORMALITIES = frozenset(map(Key, ("AWSTemplateFormatVersion", "Description", "Metadata")))
"""Sections that every template has: not worth a line in a new stack."""


def template_changes(deployed: Deployed | None, stack: Stack, sources: Sources) -> str:
    """Compare a stack with the deployed one, including tags; empty if both have the same meaning."""
    if deployed and deployed.template:
        before = Side("deployed", read_template(deployed.template) or {}, deployed.stack.tags)
    else:
        before = Side("nothing", {})
    diff = diff_stacks(stack.name, before, compiled_side("this manifest", stack, sources))
    if not before.template:
        diff = _without_formalities(diff)
    return "" if diff.is_empty else diff_text([diff], aside_palette())


def _without_formalities(diff: StackDiff) -> StackDiff:
    shown = tuple(one for one in diff.comparison.sections if one.path[0] not in _FORMALITIES)
    return replace(diff, comparison=replace(diff.comparison, sections=shown))
