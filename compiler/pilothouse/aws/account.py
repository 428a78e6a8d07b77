"""An account in a region: every port in one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pilothouse.aws.ports.artifacts import Artifacts
from pilothouse.aws.ports.builds import Builds
from pilothouse.aws.ports.connections import Connections
from pilothouse.aws.ports.definitions import Definitions
from pilothouse.aws.ports.executions import Executions
from pilothouse.aws.ports.identity import Identity
from pilothouse.aws.ports.logs import Logs
from pilothouse.aws.ports.parameters import Parameters
from pilothouse.aws.ports.pipelines import Pipelines
from pilothouse.aws.ports.secrets import Secrets
from pilothouse.aws.ports.stack_sets import StackSets
from pilothouse.aws.ports.stacks import Stacks


@dataclass(frozen=True, slots=True)
class Account:
    """Everything is in `region`, unless another one is given.

    `stacks_as` reads stacks of another account: it takes the ARN of a role to assume there, and a region.
    """

    region: str
    identity: Identity
    parameters: Parameters
    stack_sets: StackSets
    stacks: Stacks
    stacks_in: Callable[[str], Stacks]
    artifacts: Artifacts
    pipelines: Pipelines
    connections: Connections
    secrets: Secrets
    definitions: Definitions
    executions: Executions
    builds: Builds
    logs: Logs
    stacks_as: Callable[[str, str], Stacks]
