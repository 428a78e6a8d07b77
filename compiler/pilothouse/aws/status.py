"""The status of a deployed pipeline: of its newest execution, or of a given one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pilothouse.aws.account import Account
from pilothouse.aws.choose import runs_named
from pilothouse.aws.clock import Clock, poll
from pilothouse.aws.deployed import DeployedPipeline
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.executions import ActionRun, Execution, PendingApproval
from pilothouse.aws.ports.pipelines import ActionState, StageState

PAUSE = 5.0  # seconds between two reads
APPEARANCE = 60.0  # seconds, at most, until AWS lists an execution that was just started
LOOKED_AT = 100  # the newest executions, as many as AWS lists in one call


@dataclass(frozen=True, slots=True)
class Status:
    """A pipeline at one moment, from the view of one `execution`; None if there never was one.

    `newest` is the newest execution. If that is a different one, `stages` are as of `execution`.
    """

    pipeline: DeployedPipeline
    stages: tuple[StageState, ...]
    execution: Execution | None
    newest: Execution | None = None

    @property
    def is_overtaken(self) -> bool:
        """Whether a newer execution has started."""
        return self.newest is not None and self.execution is not None and self.newest.id != self.execution.id

    def is_current(self, stage: StageState) -> bool:
        """Whether the execution has reached a stage; otherwise the stage's state is of another one."""
        return self.execution is not None and stage.execution == self.execution.id

    def actions(self) -> Iterator[tuple[StageState, ActionState]]:
        """Yield the actions of the stages that the execution has reached."""
        for stage in self.stages:
            if self.is_current(stage):
                for action in stage.actions:
                    yield stage, action

    def pending_approvals(self) -> tuple[PendingApproval, ...]:
        """Return the pending approvals, of any execution."""
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
    """Read the status of a pipeline's newest execution: two calls at the same time. Raises AwsError."""
    with parallel() as pool:
        executions = pool.submit(account.executions.latest, pipeline.real_name, 1)
        stages = account.pipelines.stages(pipeline.real_name)
        newest = next(iter(executions.result()), None)
    return _status(pipeline, stages, newest, newest)


def read_execution_status(account: Account, pipeline: DeployedPipeline, execution: str) -> Status | None:
    """Read the status of the execution with this ID, None if AWS doesn't list it. Raises AwsError.

    One more call if it isn't the newest: a pipeline's state has only each stage's last execution.
    """
    with parallel() as pool:
        executions = pool.submit(account.executions.latest, pipeline.real_name, LOOKED_AT)
        stages = account.pipelines.stages(pipeline.real_name)
        latest = executions.result()
    found = next((one for one in latest if one.id == execution), None)
    if found is None:
        return None
    if found.id != latest[0].id:
        runs = runs_named(account.executions.actions(pipeline.real_name, execution), "")
        stages = tuple(_stage_of(found, stage, runs) for stage in stages)
    return _status(pipeline, stages, found, latest[0])


def watch_pipeline(
    account: Account, pipeline: DeployedPipeline, clock: Clock, execution: str = ""
) -> Iterator[Status]:
    """Yield the status of one execution, repeatedly until it has ended.

    It is the one with this ID, which is waited for if AWS doesn't list it yet; otherwise the newest one at
    the first read. Later executions are not followed. Raises AwsError.
    """
    if not execution:
        status = read_status(account, pipeline)
        yield status
        if status.execution is None or not status.execution.is_running:
            return
        execution = status.execution.id
        clock.sleep(PAUSE)
    patience = clock.now() + APPEARANCE
    for _ in poll(clock, PAUSE):
        found = read_execution_status(account, pipeline, execution)
        if found:
            yield found
            if found.execution is None or not found.execution.is_running:
                return
        elif clock.now() >= patience:
            raise AwsError(
                Fault.NOT_FOUND,
                f"follow execution {execution}",
                f"AWS does not list it among the newest {LOOKED_AT} executions of {pipeline.real_name}",
                help=f"see which one runs: pilothouse status {pipeline.name}",
            )


def _status(
    pipeline: DeployedPipeline,
    stages: Sequence[StageState],
    execution: Execution | None,
    newest: Execution | None,
) -> Status:
    own = tuple(_without_older(stage, execution) for stage in stages) if execution else tuple(stages)
    return Status(pipeline, own, execution, newest)


def _without_older(stage: StageState, execution: Execution) -> StageState:
    """Drop earlier runs of the actions of an execution's stage: AWS shows them until they run again."""
    started = execution.started
    if stage.execution != execution.id or started is None:
        return stage
    actions = tuple(
        ActionState(one.name) if one.changed and one.changed < started and not is_waiting(one) else one
        for one in stage.actions
    )
    return replace(stage, actions=actions)


def _stage_of(execution: Execution, stage: StageState, runs: Sequence[ActionRun]) -> StageState:
    """Return the state of a stage for an execution that a newer one has overtaken there."""
    own = {run.action: run for run in runs if run.stage == stage.name}
    if not own or stage.execution == execution.id:
        return stage
    actions = tuple(_action_of(one.name, own.get(one.name)) for one in stage.actions)
    return replace(stage, execution=execution.id, actions=actions, status=_status_of(execution, actions))


def _action_of(name: str, run: ActionRun | None) -> ActionState:
    if run is None:
        return ActionState(name)
    return ActionState(name, run.status, run.summary, run.message, run.changed, run.external_id)


def _status_of(execution: Execution, actions: Sequence[ActionState]) -> str:
    """Return a stage's status from its actions: AWS keeps only that of the last execution."""
    statuses = {action.status for action in actions}
    for action, stage in (("Failed", "Failed"), ("InProgress", "InProgress"), ("Abandoned", "Stopped")):
        if action in statuses:
            return stage
    return "Succeeded" if statuses == {"Succeeded"} else execution.status
