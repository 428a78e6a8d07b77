"""More actions than AWS allows in a stage or a pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place
from pilothouse.rules.base import Plan

ACTIONS_OF_STAGE, ACTIONS_OF_PIPELINE = 50, 1000
"""CodePipeline quotas, "Number of actions in a stage" and "in a pipeline"."""
OWN_ACTIONS = 2
"""The source action and the build."""


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a finding for each stage with too many actions, and for a pipeline with too many in all."""
    total = OWN_ACTIONS
    for stage in plan.graph.deployed_stages:
        total += (count := len(stage.actions))
        if count > ACTIONS_OF_STAGE:
            message = f'stage "{stage.name}" has {count} actions; AWS allows {ACTIONS_OF_STAGE}'
            help = "deploy the rest with another pipeline, or several stacks with one action"
            yield Diagnostic(codes.TOO_MANY_ACTIONS, message, plan.stage(stage), help)
    if total > ACTIONS_OF_PIPELINE:
        message = f"the pipeline has {total} actions in all; AWS allows {ACTIONS_OF_PIPELINE}"
        place = Place(plan.path, Key(("stages",)))
        yield Diagnostic(codes.TOO_MANY_ACTIONS, message, place, "split the pipeline")
