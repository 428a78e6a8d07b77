"""More build projects than a template has room for. Emitting them would take long and be rejected anyway."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place
from pilothouse.rules.base import Plan
from pilothouse.rules.template.too_many_resources import RESOURCES

MOST_GRANTS = 200_000
"""Roles times artifact buckets: each role lists every bucket."""


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a finding if the actions alone exceed the resource limit, or would make policies too long."""
    stages, buckets = plan.graph.stages, len(plan.graph.artifact_buckets)
    actions = sum(len(stage.pre_deployments) + len(stage.post_deployments) for stage in stages)
    projects = actions + sum(1 for stage in stages if stage.test)
    place = Place(plan.path, Key(("stages",)))
    if projects > 2 * RESOURCES:
        message = f"the template would have more than {projects:,} resources; AWS allows {RESOURCES}"
        yield Diagnostic(codes.TOO_MANY_RESOURCES, message, place, "split the pipeline")
    elif (actions + 1) * buckets > MOST_GRANTS:
        message = f"{actions + 1:,} roles would each list {buckets:,} artifact buckets"
        help = "there is one bucket for each region that the application deploys to: check the context file"
        yield Diagnostic(codes.OVERSIZED_TEMPLATE, message, place, help)
