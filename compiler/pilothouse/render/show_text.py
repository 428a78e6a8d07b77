"""The parts of a deployed pipeline as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pilothouse.aws.console import pipeline_link
from pilothouse.aws.ports.definitions import ActionDefinition, PipelineDefinition, StageDefinition
from pilothouse.aws.ports.stacks import StackResource
from pilothouse.aws.show import Description
from pilothouse.aws.targets import deployment_places
from pilothouse.render.action_details import action_details, branch_of
from pilothouse.render.ages import utc
from pilothouse.render.cells import shown
from pilothouse.render.columns import columns
from pilothouse.render.palette import PLAIN, Palette, paint


def show_text(description: Description, palette: Palette = PLAIN) -> str:
    """Write settings, then each stage with its actions, then the resources if requested."""
    lines = [
        paint(shown(description.pipeline.name), palette.strong),
        *columns(_settings(description), indent=2),
        "",
        *_stages(description.definition, palette),
    ]
    if description.resources is not None:
        lines += ["", paint("resources", palette.strong), *_resources(description.resources)]
    return "\n".join(lines) + "\n"


def _settings(description: Description) -> Iterator[Sequence[str]]:
    pipeline, definition = description.pipeline, description.definition
    yield "pipeline", pipeline.real_name
    yield "application", pipeline.application
    yield "account", definition.account
    yield "region", definition.region
    yield "stack", pipeline.stack
    if definition.created:
        yield "created", utc(definition.created)
    if definition.updated:
        yield "changed", f"{utc(definition.updated)}, version {definition.version}"
    yield "console", pipeline_link(definition.region, pipeline.real_name)


def _stages(definition: PipelineDefinition, palette: Palette) -> Iterator[str]:
    rows = iter(columns((_action(a) for stage in definition.stages for a in stage.actions), indent=2))
    for stage in definition.stages:
        yield f"{paint(shown(stage.name), palette.strong)}{_places(stage, definition)}"
        for _ in stage.actions:
            yield next(rows)


def _places(stage: StageDefinition, definition: PipelineDefinition) -> str:
    places = deployment_places(stage, definition)
    return "".join(f"  (account {place.account}, {place.region})" for place in places)


def _action(action: ActionDefinition) -> Sequence[str]:
    branch = f", branch {branch_of(action)}" if branch_of(action) else ""
    return action.name, action.category, action.provider, f"{action_details(action)}{branch}"


def _resources(resources: Iterable[StackResource]) -> list[str]:
    return list(columns(((one.logical_id, one.type, one.physical_id) for one in resources), indent=2))
