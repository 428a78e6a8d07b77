"""Check a manifest as it stands in the editor, with the world around it as it lies on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources
from pilothouse.driver import (
    Checker,
    Compilation,
    Request,
    application_name,
    compile_manifest,
    lint_buildspecs,
    load_context,
    load_settings,
    trusting_context,
    validate,
)
from pilothouse.ir.context import Context
from pilothouse.ir.outcome import Outcome
from pilothouse.source.file import SourceFile
from pilothouse.view import View
from pilothouse.workspace.files import WorkspaceFiles
from pilothouse.workspace.find import Workspace, find_workspace, manifest_directory
from pilothouse.workspace.overrides import OverrideFolders
from pilothouse.workspace.read import UnreadableFileError, is_there, read_source, shown_path
from pilothouse.workspace.settings import find_settings, settings_table


@dataclass(frozen=True, slots=True)
class Check:
    """What came of a check: the compilation, and all findings that are to be shown, about whatever file."""

    compilation: Compilation
    findings: tuple[Diagnostic, ...]
    sources: Sources


def check(path: Path, text: str, checker: Checker | None = None) -> Check:
    """Compile a manifest's text, and lint its buildspecs; with a checker, ask cfn-lint as well."""
    file = SourceFile(shown_path(path), text)
    workspace = find_workspace(path.parent)
    around = _surroundings(file, workspace)
    request = Request(
        file,
        manifest_directory(path),
        around.context,
        _workloads(workspace, around.context),
        files=WorkspaceFiles(workspace.root) if workspace else None,
        overrides=OverrideFolders(path),
    )
    done = lint_buildspecs(compile_manifest(request))
    done = validate(done, checker) if checker else done
    unchecked = [] if checker else [codes.TEMPLATE_FINDING]
    view = _view(path, frozenset({*unchecked, *codes.SECURITY_CODES}))
    sources = {**around.sources, **done.sources}
    unfinished = frozenset() if done.stack else frozenset({file.path})
    return Check(done, view.choose([*around.findings, *done.diagnostics], sources, unfinished), sources)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The context, with what is wrong with its file."""

    context: Context
    findings: tuple[Diagnostic, ...]
    sources: Sources


def _surroundings(file: SourceFile, workspace: Workspace | None) -> _Surroundings:
    """Read the workspace's context; where there is none to use, take on trust what the manifest says."""
    outcome: Outcome[Context] = Outcome(None)
    sources: Sources = {}
    if workspace and is_there(workspace.context):
        try:
            outcome, sources = load_context(read_source(workspace.context))
        except UnreadableFileError as error:
            outcome = Outcome(None, (error.diagnostic,))
    workloads = workspace.workloads() if workspace else ()
    context = outcome.value or trusting_context(file, _application(workspace) or "application", workloads)
    return _Surroundings(context, outcome.findings, sources)


def _application(workspace: Workspace | None) -> str:
    try:
        return application_name(read_source(workspace.marker)) if workspace else ""
    except UnreadableFileError:
        return ""


def _workloads(workspace: Workspace | None, context: Context) -> tuple[str, ...]:
    """Return what a stage deploys by default: local workloads that the context knows, if it knows any."""
    if workspace is None:
        return tuple(context.workloads)
    local = workspace.workloads()
    return tuple(name for name in local if name in context.workloads) if context.workloads else local


def _view(path: Path, unchecked: frozenset[Code]) -> View:
    """Return the choice of findings that the settings make; settings that can't be read choose nothing."""
    file = find_settings(path.parent)
    if file is None:
        return View(unchecked=unchecked)
    try:
        settings = load_settings(read_source(file), settings_table(file))[0].value
    except UnreadableFileError:
        settings = None
    return View(settings.filter, file.parent, unchecked) if settings else View(unchecked=unchecked)
