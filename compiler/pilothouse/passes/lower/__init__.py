"""Lower a manifest to a graph: stages and actions with their names, run orders and dependencies."""

from __future__ import annotations

from pilothouse.ir import names
from pilothouse.ir.context import Context
from pilothouse.ir.graph import Graph
from pilothouse.ir.manifest import Manifest
from pilothouse.ir.partition import partition_of
from pilothouse.passes.lower.build import lower_build
from pilothouse.passes.lower.source import lower_source
from pilothouse.passes.lower.stage import lower_stage

__all__ = ["lower"]


def lower(manifest: Manifest, context: Context, workloads: tuple[str, ...]) -> Graph:
    """Lower a manifest that every rule accepts.

    Input: a manifest, its context, and the local workloads, which a stage without deployments deploys.
    Output: the graph, with everything in the template, but independent of CloudFormation's form.
    """
    application = context.application
    is_legacy = manifest.name in context.legacy_pipelines
    return Graph(
        application=application.name,
        name=manifest.name,
        stack_name=manifest.name if is_legacy else names.stack_name(application.name, manifest.name),
        is_legacy=is_legacy,
        partition=partition_of(application.region),
        source=lower_source(manifest.source, context),
        build=lower_build(manifest.build, manifest.directory),
        stages=tuple(
            lower_stage(stage, context.environments[stage.name], application.name, workloads)
            for stage in manifest.stages
        ),
        artifact_buckets=context.artifact_buckets,
        permissions_boundary=application.permissions_boundary,
        tags=_tags(context, manifest.name, is_legacy=is_legacy),
        context_path=context.path,
    )


def _tags(context: Context, pipeline: str, *, is_legacy: bool) -> dict[str, str]:
    own = {} if is_legacy else {names.PIPELINE_TAG: pipeline}
    return {**context.application.tags, names.APPLICATION_TAG: context.application.name, **own}
