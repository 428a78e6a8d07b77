"""The parts of a deployed pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.account import Account
from pilothouse.aws.deployed import DeployedPipeline
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.definitions import PipelineDefinition
from pilothouse.aws.ports.stacks import StackResource


@dataclass(frozen=True, slots=True)
class Description:
    """A pipeline with its definition; `resources` are those of its stack, None if not requested."""

    pipeline: DeployedPipeline
    definition: PipelineDefinition
    resources: tuple[StackResource, ...] | None = None


def describe_pipeline(account: Account, pipeline: DeployedPipeline) -> Description:
    """Read the definition of a pipeline: one call. Raises AwsError."""
    return Description(pipeline, account.definitions.get(pipeline.real_name))


def describe_with_resources(account: Account, pipeline: DeployedPipeline) -> Description:
    """Also read the resources of its stack: two calls at the same time. Raises AwsError."""
    with parallel() as pool:
        resources = pool.submit(account.stacks.resources, pipeline.stack)
        definition = account.definitions.get(pipeline.real_name)
        return Description(pipeline, definition, resources.result())
