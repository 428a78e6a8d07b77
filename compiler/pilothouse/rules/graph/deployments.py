"""Deployments of a pipeline that use the same stack."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from pilothouse.ir.graph import DeployAction, Graph, Stage

MOST_OF_ONE_STACK = 200
"""Deployments to compare with each other; a stage of more than 50 is rejected anyway."""


class Deployment(NamedTuple):
    """A deployment, and its stage."""

    stage: Stage
    action: DeployAction

    @property
    def stack(self) -> tuple[str, str, str]:
        """The identity of a stack: account, region and name."""
        environment = self.stage.environment
        return environment.account, environment.region, self.action.stack_name

    def is_parallel_to(self, other: Deployment) -> bool:
        """Whether both run at the same time: in the same stage, with the same run order."""
        same_stage = self.stage.full_name == other.stage.full_name
        return same_stage and self.action.run_order == other.action.run_order


def deployments_of_one_stack(graph: Graph) -> Iterator[tuple[Deployment, Deployment]]:
    """Yield each two deployments of the same stack, in the order in which they run."""
    deployments = [
        Deployment(stage, action)
        for stage in graph.deployed_stages
        for action in sorted(stage.deployments, key=lambda action: action.run_order)
    ]
    by_stack: dict[tuple[str, str, str], list[Deployment]] = {}
    for deployment in deployments:
        by_stack.setdefault(deployment.stack, []).append(deployment)
    for group in by_stack.values():
        yield from combinations(group[:MOST_OF_ONE_STACK], 2)
