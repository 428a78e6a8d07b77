"""More stages than AWS allows in a pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Plan

STAGES = 50
"""CodePipeline quotas, "Number of stages in a pipeline". `Source` and `Build` count."""
OWN_STAGES = 2


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a finding at the first stage over the limit."""
    stages = plan.graph.deployed_stages
    allowed = STAGES - OWN_STAGES
    if len(stages) > allowed:
        message = f"{len(stages)} deployment stages; AWS allows {allowed} in addition to Source and Build"
        help = "split the pipeline: this is the first stage over the limit"
        yield Diagnostic(codes.TOO_MANY_STAGES, message, plan.stage(stages[allowed]), help)
