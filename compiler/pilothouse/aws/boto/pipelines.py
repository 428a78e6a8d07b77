"""Pipelines, from CodePipeline and the resource tagging API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pilothouse.aws.answer import Answer
from pilothouse.aws.fault import AwsError
from pilothouse.aws.ports.pipelines import ActionState, StageState, TaggedPipeline, Transition
from pilothouse.aws.service import Service
from pilothouse.ir.names import APPLICATION_TAG


@dataclass(frozen=True, slots=True)
class BotoPipelines:
    """Both services in one region."""

    codepipeline: Service
    tagging: Service

    def tagged(self, application: str) -> tuple[TaggedPipeline, ...]:
        """Return the pipelines whose tag `copilot-application` has this value."""
        pages = self.tagging.pages(
            f"list the pipelines of application {application}",
            "GetResources",
            "PaginationToken",
            ResourceTypeFilters=["codepipeline:pipeline"],
            TagFilters=[{"Key": APPLICATION_TAG, "Values": [application]}],
        )
        return tuple(_tagged(one) for page in pages for one in page["ResourceTagMappingList"])

    def stages(self, pipeline: str) -> tuple[StageState, ...]:
        """Return the state of a pipeline's stages, in order."""
        purpose = f"read pipeline {pipeline}"
        answer = self.codepipeline.call(purpose, "GetPipelineState", name=pipeline)
        return tuple(_stage(stage) for stage in answer["stageStates"])

    def retry(self, pipeline: str, stage: str, execution: str) -> None:
        """Retry the failed actions of a stage; does nothing if none has failed."""
        try:
            answer = self.codepipeline.call(
                f"retry stage {stage} of pipeline {pipeline}",
                "RetryStageExecution",
                pipelineName=pipeline,
                stageName=stage,
                pipelineExecutionId=execution,
                retryMode="FAILED_ACTIONS",
            )
            _ = answer["pipelineExecutionId"]  # an answer without it isn't from AWS
        except AwsError as error:
            if error.code not in ("StageNotRetryableException", "NotLatestPipelineExecutionException"):
                raise


def _tagged(one: Answer) -> TaggedPipeline:
    try:
        *_, account, name = one["ResourceARN"].split(":")
    except ValueError:
        raise one.malformed("its ResourceARN is not an ARN") from None
    return TaggedPipeline(name, {tag["Key"]: tag["Value"] for tag in one["Tags"]}, account)


def _stage(stage: dict[str, Any]) -> StageState:
    latest = stage.get("latestExecution", {})
    return StageState(
        name=stage["stageName"],
        status=latest.get("status", ""),
        execution=latest.get("pipelineExecutionId", ""),
        actions=tuple(_action(action) for action in stage.get("actionStates", ())),
        transition=_transition(stage.get("inboundTransitionState", {})),
    )


def _action(action: dict[str, Any]) -> ActionState:
    latest = action.get("latestExecution", {})
    return ActionState(
        name=action["actionName"],
        status=latest.get("status", ""),
        summary=latest.get("summary", ""),
        message=latest.get("errorDetails", {}).get("message", ""),
        changed=latest.get("lastStatusChange"),
        external_id=latest.get("externalExecutionId", ""),
        token=latest.get("token", ""),
    )


def _transition(state: dict[str, Any]) -> Transition:
    return Transition(state.get("enabled", True), state.get("disabledReason", ""))
