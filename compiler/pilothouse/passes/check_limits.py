"""Run the rules on the size of a template and its parts."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.ir.stack import Stack
from pilothouse.rules.base import Output
from pilothouse.rules.registry import TEMPLATE_RULES


def check_limits(stack: Stack, text: str, region: str) -> Iterator[Diagnostic]:
    """Yield the limits of CloudFormation and IAM that the stack exceeds.

    Input: a stack, its template as it is written and uploaded, and the region to deploy to. Output: findings
    at the places that caused the parts.
    """
    output = Output(stack, text, region)
    for rule in TEMPLATE_RULES:
        yield from at_most(rule(output))
