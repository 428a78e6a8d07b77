"""Rewrite the buildspec of an existing pipeline: `init --buildspec`."""

from __future__ import annotations

from pathlib import Path

from pilothouse.cli.ask import Asker, Choice
from pilothouse.cli.errors import CommandError
from pilothouse.cli.local_pipelines import LocalPipeline, local_pipelines
from pilothouse.cli.mend import Change, diff_of, write_change
from pilothouse.cli.output import tell_written, write_result
from pilothouse.cli.report import Report
from pilothouse.cli.terminal import tell, write_text
from pilothouse.driver import compile_manifest, make_request, trust_manifest
from pilothouse.ir.manifest import Manifest
from pilothouse.rules.buildspecs import buildspecs
from pilothouse.scaffold.buildspec import buildspec_text
from pilothouse.scaffold.plan import Kind
from pilothouse.source.file import SourceFile
from pilothouse.workspace.find import Workspace
from pilothouse.workspace.paths import is_file
from pilothouse.workspace.read import UnreadableFileError, read_source, shown_path


def find_pipeline(name: str, workspace: Workspace, asker: Asker) -> LocalPipeline:
    """Return the pipeline of that name, or the only one. Raises CommandError."""
    known = local_pipelines(workspace)
    if not name and len(known) > 1:
        choices = [Choice(one.name, shown_path(one.manifest)) for one in known]
        name = asker.choose_pipeline(choices, "the workspace has several pipelines")
    for one in known:
        if name in ("", one.name, one.manifest.parent.name):
            return one
    named = f"no pipeline {name}" if name else "no pipeline"
    raise CommandError(f"the workspace has {named}", "remove --buildspec to create one")


def rewrite_buildspec(pipeline: LocalPipeline, workspace: Workspace, asker: Asker) -> dict[str, bool]:
    """Write a pipeline's buildspec from its manifest, and return whether it was written, by its path.

    If one exists, the change is shown and must be confirmed. Raises CommandError.
    """
    manifest = _manifest(pipeline, workspace)
    relative = pipeline.manifest.relative_to(workspace.root).as_posix()
    text = buildspec_text(manifest.name, relative, _kinds(manifest))
    path = workspace.root / _path(manifest)
    shown = shown_path(path)
    if not is_file(path):
        write_result(text, path)
        tell_written(shown)
        return {shown: True}
    try:
        before = read_source(path)
    except UnreadableFileError as error:
        raise CommandError(f"{shown}: {error.diagnostic.message}") from error
    change = Change(before, SourceFile(before.path, text), ())
    if before.text == text:
        tell(f"{shown} is current")
        return {shown: False}
    write_text(diff_of(change))
    if not asker.confirm(f"Replace {shown}? Manual edits will be lost."):
        tell(f"kept {shown}")
        return {shown: False}
    write_change(change)
    tell_written(shown)
    return {shown: True}


def _manifest(pipeline: LocalPipeline, workspace: Workspace) -> Manifest:
    """Read a manifest, ignoring its rules. Raises CommandError if its shape is wrong."""
    try:
        file = read_source(pipeline.manifest)
    except UnreadableFileError as error:
        raise CommandError(f"{error.diagnostic.place.path}: {error.diagnostic.message}") from error
    context = trust_manifest(file, workspace)
    compilation = compile_manifest(make_request(file, pipeline.manifest, context))
    if compilation.manifest is None:
        report = Report()
        report.add_compilation(compilation)
        report.show()
        raise CommandError(f"{file.path} has errors", "fix them first")
    return compilation.manifest


def _kinds(manifest: Manifest) -> tuple[Kind, ...]:
    """Return the kinds to package. Raises CommandError if there are none."""
    deployments = [one for stage in manifest.stages for one in stage.deployments]
    found = []
    if any(not stage.deployments for stage in manifest.stages) or any(
        not one.template_path for one in deployments
    ):
        found.append(Kind.WORKLOADS)
    if any(one.template_path.endswith(".env.yml") for one in deployments):
        found.append(Kind.ENVIRONMENTS)
    if not found:
        raise CommandError(
            "there is nothing for Copilot to package: each deployment has its own template",
            "write the buildspec by hand",
        )
    return tuple(found)


def _path(manifest: Manifest) -> Path:
    """Return the path of the build's buildspec. Raises CommandError if it isn't a file of the workspace."""
    given = manifest.build.buildspec
    first = next(iter(buildspecs(manifest)), None)
    if first is None or (given and first.path != given):
        raise CommandError("the build's buildspec is not a file of this workspace", "see its `build`")
    return Path(first.path)
