"""Where the actions of a pipeline work."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.ports.definitions import ActionDefinition, PipelineDefinition, StageDefinition


@dataclass(frozen=True, slots=True)
class Place:
    """An account (12 digits) and a region."""

    account: str
    region: str


def place_of(action: ActionDefinition, pipeline: PipelineDefinition) -> Place:
    """Return where an action works: by its role, and its region, else where the pipeline is."""
    return Place(account_of(action.role) or pipeline.account, action.region or pipeline.region)


def deployment_places(stage: StageDefinition, pipeline: PipelineDefinition) -> tuple[Place, ...]:
    """Return where a stage deploys to, each place once: one, as Copilot makes stages."""
    deployments = (action for action in stage.actions if action.category == "Deploy")
    return tuple(dict.fromkeys(place_of(action, pipeline) for action in deployments))


def account_of(arn: str) -> str:
    """Return the account (12 digits) in an ARN, empty if there is none."""
    return (arn.split(":") + [""] * 5)[4]
