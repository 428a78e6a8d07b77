"""A difference as large as they come: a pipeline of many stages, most of it rewritten."""

from __future__ import annotations

from functools import cache
from typing import Any

from pilothouse.diff.side import Side
from pilothouse.diff.stack_diff import StackDiff, diff_stacks
from tests.diff.build import allow, approval, deploy, pipeline_template, role, stage

STAGES = 40
ACTIONS = 40


@cache
def large_diff() -> StackDiff:
    """Compare two pipelines of 40 stages with 40 deployments each."""
    return diff_stacks("pipeline-demo-large", Side("before", large(1)), Side("after", large(2)))


def large(version: int) -> dict[str, Any]:
    stages = [stage(f"DeployTo-env{number}", *_actions(version, number)) for number in range(STAGES)]
    roles = {f"Role{number}": _role(version, number) for number in range(STAGES)}
    return pipeline_template(*stages, others=roles)


def _actions(version: int, stage_number: int) -> list[Any]:
    gate = [approval()] if version == 1 else []
    return gate + [
        deploy(f"Deploy-service{number}", 1 + number // version, Region=f"region-{version * stage_number}")
        for number in range(ACTIONS)
    ]


def _role(version: int, number: int) -> Any:
    grants = [allow(f"service{index}:Read", f"arn:aws:service:::thing-{number}") for index in range(20)]
    return role(*grants[: 10 * version], RoleName=f"a-role-of-some-length-{number}")
