"""The stack: all resources of a graph, and the origin of each part."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place
from pilothouse.ir.graph import ConnectionSource, Graph
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.stack import Stack, TemplatePath
from pilothouse.passes.emit.actions import build_action_resources, test_project
from pilothouse.passes.emit.build import ADDITIONAL_POLICY_ID, build_resources
from pilothouse.passes.emit.origin import (
    APPLICATION,
    APPLICATION_NAME,
    Origin,
    policy_origins,
    source_origin,
    stack_origins,
)
from pilothouse.passes.emit.pipeline import pipeline_resources
from pilothouse.passes.emit.policies import manager_role
from pilothouse.passes.emit.resource import EmitError, Resource
from pilothouse.passes.emit.source import connection, connection_arn

TEMPLATE_VERSION = "v1.34.1"
"""The client whose templates are equal to ours; it refuses to update a stack made by a later version."""


def emit_stack(graph: Graph, path: str) -> Outcome[Stack]:
    """Emit the stack of a graph.

    Input: a graph, and the manifest's path for findings. Output: the stack with the origin of each part, or
    findings for the values that troposphere rejected.
    """
    emitted, findings = {}, []
    known: dict[TemplatePath, Origin] = {
        (): Origin((), (), (APPLICATION,)),
        ("Description",): Origin((), (), (APPLICATION_NAME,)),
    }
    for resource in _resources(graph):
        try:
            emitted[resource.logical_id] = resource.to_dict()
        except EmitError as error:
            place = Place(path, Key(resource.origin))
            message = f"{resource.logical_id}: {error}"
            help = "change the names or values that it is built from"
            findings.append(Diagnostic(codes.INVALID_RESOURCE, message, place, help))
        known |= {("Resources", resource.logical_id, *below): to for below, to in resource.origins.items()}
    if findings:
        return Outcome(None, tuple(findings))
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"CodePipeline for {graph.application}",
        "Metadata": {"Version": TEMPLATE_VERSION},
        "Resources": emitted,
        **_outputs(graph),
    }
    if "Outputs" in template:
        known[("Outputs",)] = source_origin(graph.source, graph.source.origin)
    own = {name: resource for name, resource in emitted.items() if name != ADDITIONAL_POLICY_ID}
    known |= policy_origins(graph, partial(manager_role, graph), own)
    known = {where: origin for where, origin in known.items() if _is_in(template, where)}
    known |= stack_origins(graph)
    origins = {where: origin.place(path, graph.context_path) for where, origin in known.items()}
    return Outcome(Stack(graph.stack_name, template, graph.tags, origins))


def _is_in(value: Any, path: TemplatePath) -> bool:
    """Whether a path leads to a part of a template; the keys of a configuration depend on the provider."""
    for step in path:
        inside = dict(enumerate(value)) if isinstance(value, list) else value
        if not isinstance(inside, dict) or step not in inside:
            return False
        value = inside[step]
    return True


def _resources(graph: Graph) -> Iterator[Resource]:
    if isinstance(graph.source, ConnectionSource) and not graph.source.connection_arn:
        yield connection(graph.source)
    yield from build_resources(graph)
    # Of all stages: Copilot writes the projects even of a stage that it drops from the pipeline.
    for stage in graph.stages:
        if stage.test:
            yield test_project(graph, stage.test)
    for stage in graph.stages:
        for action in stage.pre_deployments:
            yield from build_action_resources(graph, stage, action)
    for stage in graph.stages:
        for action in stage.post_deployments:
            yield from build_action_resources(graph, stage, action)
    yield from pipeline_resources(graph)


def _outputs(graph: Graph) -> dict[str, object]:
    if not isinstance(graph.source, ConnectionSource):
        return {}
    arn = connection_arn(graph.source)
    value = arn if isinstance(arn, str) else arn.to_dict()
    output = {"Description": "ARN of CodeStar Connections connection", "Value": value}
    return {"Outputs": {"PipelineConnectionARN": output}}
