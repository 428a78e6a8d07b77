"""A stack that is deployed twice in a pipeline: the later deployment replaces the earlier one."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.rules.base import Plan
from pilothouse.rules.graph.deployments import deployments_of_one_stack


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a warning at the second of each pair that doesn't run at the same time."""
    for first, second in deployments_of_one_stack(plan.graph):
        if not second.is_parallel_to(first):
            yield Diagnostic(
                codes.REPEATED_STACK,
                f'the stack "{second.action.stack_name}" is deployed twice',
                plan.action(second.stage, second.action),
                'give one of them another "stack_name", unless the second should replace the first',
                (Related(plan.action(first.stage, first.action), "first deployed here"),),
            )
