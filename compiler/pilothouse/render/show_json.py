"""The parts of a deployed pipeline as JSON (docs/output/show.md)."""

from __future__ import annotations

from pilothouse.aws.console import pipeline_link
from pilothouse.aws.ports.definitions import ActionDefinition, PipelineDefinition, StageDefinition
from pilothouse.aws.ports.stacks import StackResource
from pilothouse.aws.show import Description
from pilothouse.aws.targets import place_of
from pilothouse.render.action_details import action_details, branch_of
from pilothouse.render.ages import iso
from pilothouse.render.escape import json_text

VERSION = 1


def show_json(description: Description) -> str:
    """Write the whole result of `show`."""
    pipeline, definition = description.pipeline, description.definition
    report: dict[str, object] = {
        "version": VERSION,
        "application": pipeline.application,
        "name": pipeline.name,
        "pipeline": pipeline.real_name,
        "legacy": pipeline.is_legacy,
        "account": definition.account,
        "region": definition.region,
        "stack": pipeline.stack,
        "link": pipeline_link(definition.region, pipeline.real_name),
        "created": iso(definition.created),
        "updated": iso(definition.updated),
        "stages": [_stage(stage, definition) for stage in definition.stages],
    }
    if description.resources is not None:
        report["resources"] = [_resource(resource) for resource in description.resources]
    return json_text(report)


def _stage(stage: StageDefinition, definition: PipelineDefinition) -> dict[str, object]:
    return {"name": stage.name, "actions": [_action(action, definition) for action in stage.actions]}


def _action(action: ActionDefinition, definition: PipelineDefinition) -> dict[str, object]:
    place = place_of(action, definition)
    return {
        "name": action.name,
        "category": action.category,
        "provider": action.provider,
        "details": action_details(action),
        "branch": branch_of(action),
        "account": place.account,
        "region": place.region,
    }


def _resource(resource: StackResource) -> dict[str, object]:
    return {
        "logical_id": resource.logical_id,
        "type": resource.type,
        "physical_id": resource.physical_id,
        "status": resource.status,
    }
