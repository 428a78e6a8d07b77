"""Where a command's context comes from: the file, or AWS itself."""

from __future__ import annotations

from pathlib import Path

from pilothouse.aws.access import Access
from pilothouse.cli.errors import CommandError
from pilothouse.cli.report import Report
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place
from pilothouse.driver import application_in, load_context, trusting_context
from pilothouse.ir.context import Context
from pilothouse.rules.context import foreign_application
from pilothouse.source.file import SourceFile
from pilothouse.workspace.find import Workspace
from pilothouse.workspace.read import UnreadableFileError, is_there, read_source, shown_path


class Contexts:
    """Reads the context of each workspace once. `given` is `--context`; `live` asks AWS instead."""

    def __init__(self, given: Path | None, live: Access | None, report: Report) -> None:
        if given and live:
            raise CommandError("--context and --live exclude each other", "name a file, or ask AWS")
        self._given = given
        self._live = live
        self._report = report
        self._known: dict[Path | None, Context | None] = {}

    def of(self, workspace: Workspace | None) -> Context | None:
        """Return the context of a workspace, None if it can't be used: the report then says why."""
        key = self._given or (workspace.root if workspace else None)
        if key not in self._known:
            self._known[key] = self._read(workspace)
        return self._known[key]

    def for_manifest(self, _file: SourceFile, workspace: Workspace | None) -> Context | None:
        """Return the context of a manifest in a workspace."""
        return self.of(workspace)

    def _read(self, workspace: Workspace | None) -> Context | None:
        if self._live is None:
            context = read_context(context_file(self._given, workspace), self._report)
            return context if context and self._is_of(context, workspace) else None
        from pilothouse.aws.pull import pull_context
        from pilothouse.cli.account import application_of, reach

        application = application_of(workspace)
        return pull_context(reach(self._live, known_context(workspace)), application)

    def _is_of(self, context: Context, workspace: Workspace | None) -> bool:
        """Whether a context is of the workspace's application; if not, the report says so."""
        found = list(foreign_application.check(context, application_in(workspace)))
        self._report.add(found, {})
        return not found


def context_file(given: Path | None, workspace: Workspace | None) -> Path:
    """Return the context file to read. Raises CommandError if there is none."""
    if given is not None:
        return given
    if workspace is None or not is_there(workspace.context):
        where = shown_path(workspace.context) if workspace else "copilot/context.yml"
        raise CommandError(
            f"no context: {where} does not exist",
            "run `pilothouse context pull` to make it from AWS, or name one with --context FILE",
        )
    return workspace.context


def read_context(path: Path, report: Report) -> Context | None:
    """Read a context file; what is wrong with it goes to the report."""
    try:
        outcome, sources = load_context(read_source(path))
    except UnreadableFileError as error:
        report.unreadable(error.diagnostic)
        return None
    report.add(outcome.findings, sources)
    return outcome.value


def known_context(workspace: Workspace | None) -> Context | None:
    """Return the context of the workspace's file if there is one that can be read, for what it tells."""
    if workspace is None or not is_there(workspace.context):
        return None
    return read_context(workspace.context, Report())


class TrustingContexts(Contexts):
    """Where there is no context file, takes on trust what a manifest says of environments and connections."""

    def for_manifest(self, file: SourceFile, workspace: Workspace | None) -> Context | None:
        """Return the workspace's context, or one in which all that the manifest names exists."""
        if self._given or self._live or (workspace and is_there(workspace.context)):
            return super().for_manifest(file, workspace)
        application = application_in(workspace)
        workloads = workspace.workloads() if workspace else ()
        context = trusting_context(file, application or "application", workloads)
        where = shown_path(workspace.context) if workspace else context.path
        message = f"{where} does not exist: environments, regions and connections are taken on trust"
        place = Place(file.path, Key(()))
        help = "run `pilothouse context pull` to make it from AWS, or name one with --context FILE"
        self._report.add([Diagnostic(codes.ASSUMED_CONTEXT, message, place, help)], {})
        return context
