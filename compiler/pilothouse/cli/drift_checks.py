"""The comparisons of `drift`, one function each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pilothouse.aws.account import Account
from pilothouse.aws.deployed import DeployedPipeline
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.stacks import DeployedStack
from pilothouse.aws.stack_names import attributes, references
from pilothouse.aws.status import Status
from pilothouse.cli.contexts import known_context
from pilothouse.cli.report import Report
from pilothouse.diff.compare_contexts import ContextChange, compare_contexts
from pilothouse.diff.compare_live import compare_live
from pilothouse.diff.drift import ContextDrift, LiveDrift, ManifestDrift
from pilothouse.diff.resolve import UNKNOWN, Names
from pilothouse.diff.side import Side, compiled_side
from pilothouse.diff.stack_diff import diff_stacks
from pilothouse.driver import (
    MISTAKES_OF_THE_PAST,
    compile_manifest,
    make_request,
    manifest_connection,
    read_template,
)
from pilothouse.ir.context import Context
from pilothouse.ir.override import CodePolicy
from pilothouse.workspace.find import Workspace
from pilothouse.workspace.read import read_source, shown_path

_PIPELINE = "AWS::CodePipeline::Pipeline"


def check_context(workspace: Workspace, manifest: Path | None, live: Context) -> ContextDrift | None:
    """Compare the context file with AWS; None if there is no readable file."""
    known = known_context(workspace)
    if known is None:
        return None
    wanted = {*known.connections, manifest_connection(read_source(manifest)) if manifest else ""}
    kept = {name: arn for name, arn in live.connections.items() if name in wanted}
    changes = compare_contexts(known, replace(live, connections=kept))
    unregistered = tuple(name for name in workspace.workloads() if name not in live.workloads)
    return ContextDrift(shown_path(workspace.context), changes, unregistered)


def check_manifest(
    manifest: Path,
    live: Context,
    deployed: DeployedStack,
    template: str,
    report: Report,
    code: Callable[[Path], CodePolicy],
) -> ManifestDrift:
    """Compare the template that a manifest compiles to, with a context from AWS, with the deployed one."""
    request = make_request(read_source(manifest), manifest, live, MISTAKES_OF_THE_PAST, code(manifest))
    compilation = compile_manifest(request)
    if compilation.has_errors or compilation.stack is None:
        report.add_compilation(compilation)
        return ManifestDrift(request.file.path, deployed.name, None)
    stack = compilation.stack
    before = Side("deployed", read_template(template) or {}, deployed.tags)
    after = compiled_side(request.file.path, stack, compilation.sources, request.context)
    diff = diff_stacks(stack.name, before, after)
    return ManifestDrift(request.file.path, deployed.name, diff)


def check_live(
    account: Account, pipeline: DeployedPipeline, status: Status, deployed: DeployedStack, template: str
) -> LiveDrift:
    """Compare the pipeline in a stack's template with the live one."""
    resources = account.stacks.resources(deployed.name)
    own = next(
        (
            one.logical_id
            for one in resources
            if (one.type, one.physical_id) == (_PIPELINE, pipeline.real_name)
        ),
        "",
    )
    declared = (read_template(template) or {}).get("Resources", {}).get(own)
    if declared is None:
        return LiveDrift((), is_orphan=True)
    names = Names(references(deployed, resources), attributes(deployed, resources, UNKNOWN))
    properties = declared.get("Properties", {})
    live = account.definitions.get(pipeline.real_name).structure
    changes = compare_live(properties, names, live, pipeline.region)
    return LiveDrift((*changes, *_transitions(properties, status)))


def _transitions(properties: dict[str, object], status: Status) -> tuple[ContextChange, ...]:
    """Return the transitions that are disabled, or enabled, unlike in the template."""
    disabled = properties.get("DisableInboundStageTransitions")
    closed = {one["StageName"] for one in disabled} if isinstance(disabled, list) else set()
    return tuple(
        ContextChange(
            f"stages.{stage.name}.transition",
            "closed" if stage.name in closed else "open",
            "open" if stage.transition.is_open else "closed",
        )
        for stage in status.stages
        if stage.transition.is_open is (stage.name in closed)
    )


def read_stack(account: Account, name: str) -> tuple[DeployedStack, str] | None:
    """Return a stack and its template: two calls at the same time. None if the stack is gone."""
    with parallel() as pool:
        template = pool.submit(account.stacks.template, name)
        stack = account.stacks.describe(name)
        return (stack, template.result()) if stack else None
