"""Test commands that can deploy to the environments of other stages."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.ir.graph import Stage
from pilothouse.rules.security.review import Review

_BUILD_ROLE = {"Fn::GetAtt": ["BuildProjectRole", "Arn"]}


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note at the tests of each stage: they use the build's role, which has access to every stage."""
    for stage in review.graph.deployed_stages:
        others = [other for other in review.graph.stages if other.name != stage.name]
        if others and _runs_by_build_role(review, stage):
            reach = ", ".join(f'"{other.name}"' for other in others)
            yield Diagnostic(
                codes.FAR_REACHING_TESTS,
                f"these commands run with a role that can also deploy to {reach}",
                review.key((*stage.origin, "test_commands")),
                "write them as a post-deployment: its role has access to this stage only",
                tuple(
                    Related(review.value((*other.origin, "name")), "the tests can deploy here")
                    for other in others
                ),
            )


def _runs_by_build_role(review: Review, stage: Stage) -> bool:
    if stage.test is None:
        return False
    return bool(review.stack.properties(stage.test.project_id).get("ServiceRole") == _BUILD_ROLE)
