"""A stack that two actions deploy at the same time: CloudFormation rejects the second update."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.rules.base import Plan
from pilothouse.rules.graph.deployments import deployments_of_one_stack


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a finding at the second action of each pair."""
    for first, second in deployments_of_one_stack(plan.graph):
        if second.is_parallel_to(first):
            name = second.action.stack_name
            yield Diagnostic(
                codes.PARALLEL_STACK,
                f'"{second.action.deployment}" and "{first.action.deployment}" deploy the stack "{name}" '
                "at the same time",
                plan.action(second.stage, second.action),
                'give one of them another "stack_name"',
                (Related(plan.action(first.stage, first.action), "the other deployment"),),
            )
