"""From the command line's arguments to what is to be compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pilothouse.aws.access import Access
from pilothouse.cli.contexts import Contexts
from pilothouse.cli.errors import CommandError
from pilothouse.cli.report import Report
from pilothouse.diagnostics.code import Code
from pilothouse.driver import IGNORED_BY_COPILOT, Request, manifest_name
from pilothouse.ir.context import Context
from pilothouse.workspace.files import WorkspaceFiles
from pilothouse.workspace.find import Workspace, find_workspace, manifest_directory
from pilothouse.workspace.read import UnreadableFileError, read_source, shown_path


@dataclass(frozen=True, slots=True)
class Selection:
    """The requests for the manifests that could be read, in the order given."""

    requests: tuple[Request, ...]


def select(
    arguments: Sequence[str],
    context_path: Path | None,
    report: Report,
    *,
    lenient: bool = False,
    live: Access | None = None,
) -> Selection:
    """Find and read manifests, and the context of each.

    An argument is a manifest's path or a pipeline's name in the workspace; none means every pipeline of the
    workspace. What can't be read goes to the report. With `live`, the context is asked of AWS. Raises
    CommandError if nothing can be selected at all.
    """
    here = find_workspace(Path.cwd())
    paths = [_manifest(argument, here) for argument in arguments] or _all_manifests(here)
    tolerated = IGNORED_BY_COPILOT if lenient else frozenset()
    contexts = Contexts(context_path, live, report)
    requests = []
    for path in dict.fromkeys(paths):
        workspace = find_workspace(path.parent)
        request = _request(path, contexts.of(workspace), workspace, tolerated, report)
        requests += [request] if request else []
    return Selection(tuple(requests))


def _manifest(argument: str, workspace: Workspace | None) -> Path:
    path = Path(argument)
    if path.is_file() or workspace is None:
        return path
    named = {manifest.parent.name: manifest for manifest in workspace.manifests()}
    if argument in named:
        return named[argument]
    for manifest in workspace.manifests():
        if _name_in(manifest) == argument:
            return manifest
    if path.suffix in (".yml", ".yaml") or path.parent != Path():
        return path
    known = ", ".join(_name_in(manifest) for manifest in workspace.manifests())
    raise CommandError(
        f'no manifest and no pipeline is called "{argument}"',
        f"pipelines of this workspace: {known}" if known else "this workspace has no pipelines",
    )


def _name_in(manifest: Path) -> str:
    try:
        return manifest_name(read_source(manifest)) or manifest.parent.name
    except UnreadableFileError:
        return manifest.parent.name


def _all_manifests(workspace: Workspace | None) -> list[Path]:
    if workspace is None:
        raise CommandError(
            "no workspace here: no folder upwards holds copilot/.workspace",
            "name a manifest, or change into a workspace",
        )
    manifests = list(workspace.manifests())
    if not manifests:
        where = shown_path(workspace.root / "copilot" / "pipelines")
        raise CommandError("the workspace has no pipelines", f"expected {where}/NAME/manifest.yml")
    return manifests


def _request(
    path: Path,
    context: Context | None,
    workspace: Workspace | None,
    tolerated: frozenset[Code],
    report: Report,
) -> Request | None:
    try:
        file = read_source(path)
    except UnreadableFileError as error:
        report.unreadable(error.diagnostic)
        return None
    if context is None:
        return None
    files = WorkspaceFiles(workspace.root) if workspace else None
    workloads = _workloads(workspace, context)
    return Request(file, manifest_directory(path), context, workloads, tolerated, files)


def _workloads(workspace: Workspace | None, context: Context) -> tuple[str, ...]:
    """Return what a stage deploys by default: local workloads that the context knows, if it knows any."""
    if workspace is None:
        return tuple(context.workloads)
    local = workspace.workloads()
    return tuple(name for name in local if name in context.workloads) if context.workloads else local
