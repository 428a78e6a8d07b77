"""The status of a pipeline, and why it failed, as JSON (docs/output/status.md)."""

from __future__ import annotations

from collections.abc import Sequence

from pilothouse.aws.console import build_link, pipeline_link, stack_link
from pilothouse.aws.diagnose import FailedBuild, FailedStack, Failure
from pilothouse.aws.ports.executions import Execution, Revision
from pilothouse.aws.ports.pipelines import ActionState, StageState
from pilothouse.aws.status import Status, is_waiting
from pilothouse.render.ages import iso
from pilothouse.render.escape import json_text
from pilothouse.render.revision import commit_message

VERSION = 1


def status_json(status: Status, failures: Sequence[Failure]) -> str:
    """Write the whole result of `status`."""
    report = {
        "version": VERSION,
        "application": status.pipeline.application,
        "name": status.pipeline.name,
        "pipeline": status.pipeline.real_name,
        "account": status.pipeline.account,
        "region": status.pipeline.region,
        "link": pipeline_link(status.pipeline.region, status.pipeline.real_name),
        "execution": _execution(status.execution) if status.execution else None,
        "newest": _execution(status.newest) if status.newest else None,
        "stages": [_stage(status, stage) for stage in status.stages],
        "failures": [_failure(failure) for failure in failures],
    }
    return json_text(report)


def _execution(execution: Execution) -> dict[str, object]:
    return {
        "id": execution.id,
        "status": execution.status,
        "started": iso(execution.started),
        "updated": iso(execution.updated),
        "trigger": execution.trigger,
        "cause": execution.cause,
        "revisions": [_revision(revision) for revision in execution.revisions],
    }


def _revision(revision: Revision) -> dict[str, object]:
    return {
        "action": revision.action,
        "id": revision.id,
        "message": commit_message(revision),
        "url": revision.url,
    }


def _stage(status: Status, stage: StageState) -> dict[str, object]:
    return {
        "name": stage.name,
        "status": stage.status,
        "execution": stage.execution,
        "is_current": status.is_current(stage),
        "transition": {"open": stage.transition.is_open, "reason": stage.transition.reason},
        "actions": [_action(action) for action in stage.actions],
    }


def _action(action: ActionState) -> dict[str, object]:
    return {
        "name": action.name,
        "status": action.status,
        "changed": iso(action.changed),
        "summary": action.summary,
        "message": action.message,
        "external_id": action.external_id,
        "waits_for_approval": is_waiting(action),
    }


def _failure(failure: Failure) -> dict[str, object]:
    return {
        "stage": failure.stage,
        "action": failure.action.name,
        "message": failure.action.message or failure.action.summary,
        "build": _build(failure.build, failure.region) if failure.build else None,
        "stack": _stack(failure.stack) if failure.stack else None,
        "unread": failure.unread,
    }


def _build(failed: FailedBuild, region: str) -> dict[str, object]:
    return {
        "id": failed.build.id,
        "link": build_link(region, failed.build.id),
        "status": failed.build.status,
        "phases": [{"name": phase.name, "message": phase.message} for phase in failed.build.failed_phases],
        "log_group": failed.build.log_group,
        "log_stream": failed.build.log_stream,
        "tail": [line.text for line in failed.tail],
    }


def _stack(failed: FailedStack) -> dict[str, object]:
    return {
        "name": failed.name,
        "link": stack_link(failed.region, failed.name),
        "account": failed.account,
        "region": failed.region,
        "events": [
            {
                "time": iso(event.time),
                "logical_id": event.resource.logical_id,
                "type": event.resource.type,
                "status": event.resource.status,
                "reason": event.resource.reason,
            }
            for event in failed.events
        ],
    }
