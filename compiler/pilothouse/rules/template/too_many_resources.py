"""More resources than CloudFormation allows."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Output

RESOURCES = 500
"""CloudFormation quotas, "Resources"."""


def check(output: Output) -> Iterator[Diagnostic]:
    """Yield a finding at the stages, which create most of the resources."""
    count = len(output.stack.resources)
    if count > RESOURCES:
        message = f"the template has {count} resources; AWS allows {RESOURCES}"
        help = "each pre- or post-deployment creates two, test commands one: split the pipeline"
        yield Diagnostic(codes.TOO_MANY_RESOURCES, message, output.stages, help)
