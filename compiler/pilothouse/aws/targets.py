"""The accounts and regions of a pipeline's actions."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.ports.definitions import ActionDefinition, PipelineDefinition, StageDefinition


@dataclass(frozen=True, slots=True)
class Place:
    """An account (12 digits) and a region."""

    account: str
    region: str


def place_of(action: ActionDefinition, pipeline: PipelineDefinition) -> Place:
    """Return the place of an action: from its role and region, otherwise the pipeline's."""
    return Place(account_of(action.role) or pipeline.account, action.region or pipeline.region)


def deployment_places(stage: StageDefinition, pipeline: PipelineDefinition) -> tuple[Place, ...]:
    """Return the places that a stage deploys to, each once; Copilot's stages have one."""
    deployments = (action for action in stage.actions if action.category == "Deploy")
    return tuple(dict.fromkeys(place_of(action, pipeline) for action in deployments))


def account_of(arn: str) -> str:
    """Return the account (12 digits) in an ARN, empty if there is none."""
    return (arn.split(":") + [""] * 5)[4]
