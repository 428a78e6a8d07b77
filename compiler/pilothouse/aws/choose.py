"""Select an execution, stage or approval of a pipeline by name."""

from __future__ import annotations

from collections.abc import Iterable

from pilothouse.aws.ports.executions import ActionRun, Execution, PendingApproval
from pilothouse.aws.ports.pipelines import StageState


def executions_named(executions: Iterable[Execution], beginning: str) -> tuple[Execution, ...]:
    """Return the executions with this ID or prefix."""
    return tuple(one for one in executions if one.id.startswith(beginning))


def approvals_named(approvals: Iterable[PendingApproval], name: str) -> tuple[PendingApproval, ...]:
    """Return the approvals of that action, stage or environment; all without a name."""
    return tuple(one for one in approvals if not name or name in _names(one.stage, one.action))


def failed_stages(stages: Iterable[StageState], name: str) -> tuple[StageState, ...]:
    """Return the failed stages with that name; all failed ones without a name."""
    return tuple(one for one in stages if one.status == "Failed" and (not name or name in _names(one.name)))


def runs_named(runs: Iterable[ActionRun], name: str) -> tuple[ActionRun, ...]:
    """Return the newest run of each action with that name, or in a stage of that name; of all without a name.

    `runs` are the newest first, and stay so.
    """
    newest: dict[tuple[str, str], ActionRun] = {}
    for run in runs:
        if not name or name in _names(run.stage, run.action):
            newest.setdefault((run.stage, run.action), run)
    return tuple(newest.values())


def _names(stage: str, *actions: str) -> tuple[str, ...]:
    return stage, stage.removeprefix("DeployTo-"), *actions
