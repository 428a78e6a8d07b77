"""From a manifest's path to a request. Every compilation of a file starts here."""

from __future__ import annotations

from pathlib import Path

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.locate import Sources
from pilothouse.driver.compilation import Request
from pilothouse.driver.load import load_context, trusting_context
from pilothouse.driver.peek import application_in
from pilothouse.ir.context import Context
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import RUN_NO_CODE, CodePolicy
from pilothouse.rules.context import foreign_application
from pilothouse.source.file import SourceFile
from pilothouse.workspace.files import WorkspaceFiles
from pilothouse.workspace.find import Workspace, find_workspace, manifest_directory
from pilothouse.workspace.overrides import OverrideFolders
from pilothouse.workspace.paths import real_path
from pilothouse.workspace.read import UnreadableFileError, read_source


def make_request(
    file: SourceFile,
    manifest: Path,
    context: Context,
    tolerated: frozenset[Code] = frozenset(),
    code: CodePolicy = RUN_NO_CODE,
) -> Request:
    """Return the request for the manifest at a path, with the text of `file`, which may be newer.

    Workloads, buildspecs and overrides are those of the workspace that contains the path. `code` decides
    which overrides may run code, if the user trusts the manifest's folder.
    """
    workspace = find_workspace(manifest.parent)
    return Request(
        file,
        manifest_directory(manifest),
        context,
        default_deployments(workspace, context),
        tolerated,
        WorkspaceFiles(workspace.root) if workspace else None,
        OverrideFolders(manifest),
        code.at(real_path(manifest)),
    )


def default_deployments(workspace: Workspace | None, context: Context) -> tuple[str, ...]:
    """Return the default deployments of a stage: local workloads that are in the context, if it has any."""
    if workspace is None:
        return tuple(context.workloads)
    local = workspace.workloads()
    return tuple(name for name in local if name in context.workloads) if context.workloads else local


def read_context(path: Path, workspace: Workspace | None = None) -> tuple[Outcome[Context], Sources]:
    """Load a context file, or report its defects. There are no sources if it cannot be read.

    A context of a different application than the workspace's is not used.
    """
    try:
        outcome, sources = load_context(read_source(path))
    except UnreadableFileError as error:
        return Outcome(None, (error.diagnostic,)), {}
    if outcome.value and (
        foreign := tuple(foreign_application.check(outcome.value, application_in(workspace)))
    ):
        outcome = Outcome(None, (*outcome.findings, *foreign))
    return outcome, sources


def trust_manifest(file: SourceFile, workspace: Workspace | None, application: str = "") -> Context:
    """Return a context in which everything that a manifest names exists, for use without a context file."""
    workloads = workspace.workloads() if workspace else ()
    return trusting_context(file, application or application_in(workspace) or "application", workloads)
