"""An account in a region: every port in one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pilothouse.aws.ports.artifacts import Artifacts
from pilothouse.aws.ports.connections import Connections
from pilothouse.aws.ports.identity import Identity
from pilothouse.aws.ports.parameters import Parameters
from pilothouse.aws.ports.pipelines import Pipelines
from pilothouse.aws.ports.secrets import Secrets
from pilothouse.aws.ports.stack_sets import StackSets
from pilothouse.aws.ports.stacks import Stacks


@dataclass(frozen=True, slots=True)
class Account:
    """Everything is of `region`, but what `stacks_in` returns for another one."""

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
