"""How a deployed pipeline stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pilothouse.aws.account import Account
from pilothouse.aws.clock import Clock
from pilothouse.aws.deployed import DeployedPipeline
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.executions import Execution, PendingApproval
from pilothouse.aws.ports.pipelines import ActionState, StageState

PAUSE = 5.0  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Status:
    """A pipeline at one moment; `execution` is the newest one, None if there never was any."""

    pipeline: DeployedPipeline
    stages: tuple[StageState, ...]
    execution: Execution | None

    def is_current(self, stage: StageState) -> bool:
        """Whether the newest execution has come to a stage: else what it tells is of an older one."""
        return self.execution is not None and stage.execution == self.execution.id

    def actions(self) -> Iterator[tuple[StageState, ActionState]]:
        """Yield the actions of the stages that the newest execution has come to."""
        for stage in self.stages:
            if self.is_current(stage):
                for action in stage.actions:
                    yield stage, action

    def pending_approvals(self) -> tuple[PendingApproval, ...]:
        """Return the approvals that wait for a person, whatever execution they belong to."""
        return tuple(
            PendingApproval(stage.name, action.name, action.token, stage.execution)
            for stage in self.stages
            for action in stage.actions
            if is_waiting(action)
        )


def is_waiting(action: ActionState) -> bool:
    """Whether an action waits for a person: only approvals have a token."""
    return bool(action.token) and action.status == "InProgress"


def read_status(account: Account, pipeline: DeployedPipeline) -> Status:
    """Read how a pipeline stands: two calls at the same time. Raises AwsError."""
    with parallel() as pool:
        executions = pool.submit(account.executions.latest, pipeline.real_name, 1)
        stages = account.pipelines.stages(pipeline.real_name)
        return Status(pipeline, stages, next(iter(executions.result()), None))


def watch_pipeline(account: Account, pipeline: DeployedPipeline, clock: Clock) -> Iterator[Status]:
    """Yield how a pipeline stands, again and again until its newest execution has ended. Raises AwsError."""
    while True:
        status = read_status(account, pipeline)
        yield status
        if status.execution is None or not status.execution.is_running:
            return
        clock.sleep(PAUSE)
