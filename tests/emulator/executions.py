"""Executions of pipelines, which moto lacks: they don't proceed, and a test sets each action's result."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.codepipeline.models import codepipeline_backends

from tests.emulator.calls import Call, Reply
from tests.emulator.connections import Connections
from tests.emulator.world import ACCOUNT

EPOCH = 1_767_225_600.0  # 2026-01-01, in seconds; every step takes a minute
COMMIT = "4f0c9d2e8b7a6c5d4e3f2a1b0c9d8e7f6a5b4c3d"
REVISION_SUMMARY = '{"ProviderType":"GitHub","CommitMessage":"Add the ledger\\n\\nAt last."}'
Asked = Mapping[str, Any]


@dataclass(slots=True)
class Execution:
    """One run; `actions` maps stage and action to its latest execution in GetPipelineState."""

    id: str
    started: float
    trigger: str
    status: str = "InProgress"
    updated: float = 0.0
    actions: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        """The execution as ListPipelineExecutions shows it."""
        return {
            "pipelineExecutionId": self.id,
            "status": self.status,
            "startTime": self.started,
            "lastUpdateTime": self.updated or self.started,
            "trigger": {"triggerType": self.trigger, "triggerDetail": ""},
            "sourceRevisions": [
                {
                    "actionName": action,
                    "revisionId": COMMIT,
                    "revisionSummary": REVISION_SUMMARY,
                    "revisionUrl": f"https://github.com/owner/repo/commit/{COMMIT}",
                }
                for (stage, action), state in self.actions.items()
                if stage == "Source" and state["status"] == "Succeeded"
            ],
        }


class Executions:
    """The executions of all pipelines, by region and name."""

    def __init__(self) -> None:
        self._runs: dict[tuple[str, str], list[Execution]] = {}
        self._closed: dict[tuple[str, str, str], str] = {}
        self._steps = 0

    def begin(self, region: str, pipeline: str, trigger: str = "Webhook") -> Execution:
        """Begin an execution: its source actions are in progress."""
        runs = self._runs.setdefault((region, pipeline), [])
        run = Execution(f"{len(runs):08x}-0000-4000-8000-{len(self._runs):012x}", self._step(), trigger)
        runs.append(run)
        source = _structure(region, pipeline)["stages"][0]
        for action in source["actions"]:
            self.let(run, source["name"], action["name"], "InProgress")
        return run

    def forget(self, region: str, pipeline: str) -> None:
        """Let a pipeline never have run."""
        self._runs.pop((region, pipeline), None)

    def let(self, run: Execution, stage: str, action: str, status: str, **details: Any) -> None:
        """Let an action come to a status; `details` are fields of its latest execution."""
        run.updated = self._step()
        run.actions[stage, action] = {"status": status, "lastStatusChange": run.updated, **details}
        if status == "Failed":
            run.status = "Failed"

    def close(self, region: str, pipeline: str, stage: str, reason: str) -> None:
        """Disable the transition into a stage."""
        self._closed[region, pipeline, stage] = reason

    def open(self, region: str, pipeline: str, stage: str) -> None:
        """Enable it again."""
        self._closed.pop((region, pipeline, stage), None)

    def answer(self, call: Call) -> Reply | None:
        """Answer a call about executions; None for any other."""
        operations: dict[str, Callable[[str, Asked], dict[str, Any]]] = {
            "GetPipelineState": self._state,
            "ListPipelineExecutions": self._list,
            "ListActionExecutions": self._list_actions,
            "StartPipelineExecution": self._start,
            "StopPipelineExecution": self._stop,
            "RetryStageExecution": self._retry,
            "PutApprovalResult": self._approve,
        }
        operation = operations.get(call.operation)
        if call.service != "codepipeline" or operation is None:
            return None
        asked = json.loads(call.body)
        try:
            return Reply(
                200, json.dumps(operation(call.region, asked)).encode(), "application/x-amz-json-1.1"
            )
        except _RefusalError as refusal:
            body = {"__type": refusal.code, "message": str(refusal)}
            return Reply(400, json.dumps(body).encode(), "application/x-amz-json-1.1")

    def _step(self) -> float:
        self._steps += 1
        return EPOCH + 60 * self._steps

    def _state(self, region: str, asked: Asked) -> dict[str, Any]:
        structure = _structure(region, asked["name"])
        return {
            "pipelineName": asked["name"],
            "pipelineVersion": structure["version"],
            "created": EPOCH,
            "updated": EPOCH,
            "stageStates": [self._stage(region, asked["name"], stage) for stage in structure["stages"]],
        }

    def _stage(self, region: str, pipeline: str, stage: Asked) -> dict[str, Any]:
        name = stage["name"]
        runs = [r for r in self._runs.get((region, pipeline), []) if any(s == name for s, _ in r.actions)]
        closed = self._closed.get((region, pipeline, name))
        state: dict[str, Any] = {
            "stageName": name,
            "inboundTransitionState": {"enabled": closed is None, "disabledReason": closed or ""},
            "actionStates": [{"actionName": action["name"]} for action in stage["actions"]],
        }
        if runs:
            latest = runs[-1]
            state["latestExecution"] = {
                "pipelineExecutionId": latest.id,
                "status": _stage_status([s for (at, _), s in latest.actions.items() if at == name]),
            }
            for action in state["actionStates"]:
                at = (name, action["actionName"])
                if found := next((run.actions[at] for run in reversed(runs) if at in run.actions), None):
                    action["latestExecution"] = found
        return state

    def _list(self, region: str, asked: Asked) -> dict[str, Any]:
        _structure(region, asked["pipelineName"])
        runs = self._runs.get((region, asked["pipelineName"]), [])
        newest = [run.summary() for run in reversed(runs)][: asked.get("maxResults", 100)]
        return {"pipelineExecutionSummaries": newest}

    def _list_actions(self, region: str, asked: Asked) -> dict[str, Any]:
        run = self._run(region, asked["pipelineName"], asked["filter"]["pipelineExecutionId"])
        details = [
            {
                "stageName": stage,
                "actionName": action,
                "status": state["status"],
                "lastUpdateTime": state["lastStatusChange"],
                "output": {
                    "executionResult": {
                        "externalExecutionId": state.get("externalExecutionId", ""),
                        "externalExecutionSummary": state.get("summary", ""),
                        "errorDetails": state.get("errorDetails", {}),
                    }
                },
            }
            for (stage, action), state in reversed(run.actions.items())
        ]
        return {"actionExecutionDetails": details}

    def _start(self, region: str, asked: Asked) -> dict[str, Any]:
        return {"pipelineExecutionId": self.begin(region, asked["name"], "StartPipelineExecution").id}

    def _stop(self, region: str, asked: Asked) -> dict[str, Any]:
        run = self._run(region, asked["pipelineName"], asked["pipelineExecutionId"])
        if run.status == "Stopping" and not asked.get("abandon"):
            raise _RefusalError("DuplicatedStopRequestException", f"{run.id} is stopping already")
        if run.status not in ("InProgress", "Stopping"):
            raise _RefusalError("PipelineExecutionNotStoppableException", f"{run.id} is {run.status}")
        run.status = "Stopped" if asked.get("abandon") else "Stopping"
        return {"pipelineExecutionId": run.id}

    def _retry(self, region: str, asked: Asked) -> dict[str, Any]:
        run = self._run(region, asked["pipelineName"], asked["pipelineExecutionId"])
        failed = [
            at for at, s in run.actions.items() if at[0] == asked["stageName"] and s["status"] == "Failed"
        ]
        if not failed:
            raise _RefusalError("StageNotRetryableException", f"{asked['stageName']} has not failed")
        run.status = "InProgress"
        for stage, action in failed:
            self.let(run, stage, action, "InProgress")
        return {"pipelineExecutionId": run.id}

    def _approve(self, region: str, asked: Asked) -> dict[str, Any]:
        at = (asked["stageName"], asked["actionName"])
        for run in self._runs.get((region, asked["pipelineName"]), []):
            state = run.actions.get(at, {})
            if state.get("token") == asked["token"] and state["status"] == "InProgress":
                approved = asked["result"]["status"] == "Approved"
                self.let(run, *at, "Succeeded" if approved else "Failed", summary=asked["result"]["summary"])
                return {"approvedAt": run.updated}
        raise _RefusalError("InvalidApprovalTokenException", "the token is not that of a waiting approval")

    def _run(self, region: str, pipeline: str, execution: str) -> Execution:
        _structure(region, pipeline)
        for run in self._runs.get((region, pipeline), []):
            if run.id == execution:
                return run
        raise _RefusalError("PipelineExecutionNotFoundException", f"no execution {execution}")


def begin_first(executions: Executions, connections: Connections, region: str, pipeline: str) -> None:
    """Begin what AWS begins when a pipeline is created; a source fails whose connection is not available."""
    run = executions.begin(region, pipeline, "CreatePipeline")
    source = _structure(region, pipeline)["stages"][0]
    for action in source["actions"]:
        connection = connections.find(action.get("configuration", {}).get("ConnectionArn", ""))
        if connection and connection.status != "AVAILABLE":
            message = f"[Connection] {connection.arn} is not available"
            executions.let(run, source["name"], action["name"], "Failed", errorDetails={"message": message})


class _RefusalError(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _structure(region: str, pipeline: str) -> dict[str, Any]:
    found = codepipeline_backends[ACCOUNT][region].pipelines.get(pipeline)
    if found is None:
        raise _RefusalError("PipelineNotFoundException", f"no pipeline {pipeline}")
    structure: dict[str, Any] = found.pipeline
    return structure


def _stage_status(actions: list[dict[str, Any]]) -> str:
    statuses = {action["status"] for action in actions}
    return next((status for status in ("Failed", "InProgress") if status in statuses), "Succeeded")
