"""Executions of CodePipeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pilothouse.aws.ports.executions import ActionRun, Execution, PendingApproval, Revision
from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoExecutions:
    """CodePipeline in one region."""

    codepipeline: Service

    def latest(self, pipeline: str, count: int) -> tuple[Execution, ...]:
        """Return the newest executions, the newest first."""
        answer = self.codepipeline.call(
            f"list the executions of pipeline {pipeline}",
            "ListPipelineExecutions",
            pipelineName=pipeline,
            maxResults=count,
        )
        return tuple(_execution(one) for one in answer["pipelineExecutionSummaries"])

    def actions(self, pipeline: str, execution: str) -> tuple[ActionRun, ...]:
        """Return the actions' runs in an execution, the newest first."""
        pages = self.codepipeline.pages(
            f"list the actions of execution {execution}",
            "ListActionExecutions",
            "nextToken",
            pipelineName=pipeline,
            filter={"pipelineExecutionId": execution},
        )
        return tuple(_run(one) for page in pages for one in page["actionExecutionDetails"])

    def start(self, pipeline: str) -> str:
        """Start an execution with the newest revision; return its ID."""
        answer = self.codepipeline.call(f"start pipeline {pipeline}", "StartPipelineExecution", name=pipeline)
        return str(answer["pipelineExecutionId"])

    def stop(self, pipeline: str, execution: str, reason: str, *, abandon: bool) -> None:
        """Stop an execution after its running actions finish, or `abandon` them."""
        answer = self.codepipeline.call(
            f"stop execution {execution}",
            "StopPipelineExecution",
            pipelineName=pipeline,
            pipelineExecutionId=execution,
            abandon=abandon,
            **({"reason": reason} if reason else {}),
        )
        _ = answer["pipelineExecutionId"]  # an answer without it isn't from AWS

    def retry(self, pipeline: str, stage: str, execution: str) -> str:
        """Run the failed actions of a stage again; return the execution's ID. Raises AwsError."""
        answer = self.codepipeline.call(
            f"retry stage {stage}",
            "RetryStageExecution",
            pipelineName=pipeline,
            stageName=stage,
            pipelineExecutionId=execution,
            retryMode="FAILED_ACTIONS",
        )
        return str(answer["pipelineExecutionId"])

    def answer(self, pipeline: str, approval: PendingApproval, comment: str, *, approved: bool) -> None:
        """Approve or reject."""
        answer = self.codepipeline.call(
            f"{'approve' if approved else 'reject'} {approval.action}",
            "PutApprovalResult",
            pipelineName=pipeline,
            stageName=approval.stage,
            actionName=approval.action,
            token=approval.token,
            result={"summary": comment, "status": "Approved" if approved else "Rejected"},
        )
        _ = answer["approvedAt"]  # an answer without it isn't from AWS


def _execution(one: dict[str, Any]) -> Execution:
    trigger = one.get("trigger", {})
    return Execution(
        id=one["pipelineExecutionId"],
        status=one["status"],
        started=one.get("startTime"),
        updated=one.get("lastUpdateTime"),
        trigger=trigger.get("triggerType", ""),
        cause=trigger.get("triggerDetail", ""),
        revisions=tuple(_revision(revision) for revision in one.get("sourceRevisions", ())),
    )


def _revision(one: dict[str, Any]) -> Revision:
    return Revision(
        one["actionName"],
        one.get("revisionId", ""),
        one.get("revisionSummary", ""),
        one.get("revisionUrl", ""),
    )


def _run(one: dict[str, Any]) -> ActionRun:
    result = one.get("output", {}).get("executionResult", {})
    return ActionRun(
        one["stageName"],
        one["actionName"],
        one["status"],
        external_id=result.get("externalExecutionId", ""),
        summary=result.get("externalExecutionSummary", ""),
        message=result.get("errorDetails", {}).get("message", ""),
        changed=one.get("lastUpdateTime"),
    )
