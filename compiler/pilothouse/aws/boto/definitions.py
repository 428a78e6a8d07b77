"""The definitions of pipelines, from CodePipeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pilothouse.aws.ports.definitions import ActionDefinition, PipelineDefinition, StageDefinition
from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoDefinitions:
    """CodePipeline in one region."""

    codepipeline: Service

    def get(self, pipeline: str) -> PipelineDefinition:
        """Return a pipeline. Raises AwsError if it doesn't exist."""
        answer = self.codepipeline.call(f"read pipeline {pipeline}", "GetPipeline", name=pipeline)
        structure, metadata = answer["pipeline"], answer.get("metadata", {})
        arn = str(metadata.get("pipelineArn", "")).split(":")
        return PipelineDefinition(
            name=structure["name"],
            account=arn[4] if len(arn) > 4 else "",
            region=arn[3] if len(arn) > 4 else "",
            version=int(structure.get("version", 0)),
            created=metadata.get("created"),
            updated=metadata.get("updated"),
            stages=tuple(
                StageDefinition(stage["name"], tuple(_action(action) for action in stage["actions"]))
                for stage in structure["stages"]
            ),
            structure=structure,
        )


def _action(action: dict[str, Any]) -> ActionDefinition:
    return ActionDefinition(
        name=action["name"],
        category=action["actionTypeId"]["category"],
        provider=action["actionTypeId"]["provider"],
        configuration=action.get("configuration", {}),
        role=action.get("roleArn", ""),
        region=action.get("region", ""),
    )
