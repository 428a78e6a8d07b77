"""The source of a command's context: the file, or AWS itself."""

from __future__ import annotations

from pathlib import Path

from pilothouse.aws.access import Access
from pilothouse.cli.errors import CommandError
from pilothouse.cli.report import Report
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place
from pilothouse.driver import read_context, trust_manifest
from pilothouse.ir.context import Context
from pilothouse.source.file import SourceFile
from pilothouse.workspace.find import Workspace
from pilothouse.workspace.read import is_there, shown_path


class Contexts:
    """Reads the context of each workspace once. `given` is `--context`; `live` reads from AWS instead."""

    def __init__(self, given: Path | None, live: Access | None, report: Report) -> None:
        if given and live:
            raise CommandError("--context and --live cannot be combined", "remove one of them")
        self._given = given
        self._live = live
        self._report = report
        self._known: dict[Path | None, Context | None] = {}

    def of(self, workspace: Workspace | None) -> Context | None:
        """Return the context of a workspace, None if it can't be used: the report then has the reason."""
        key = self._given or (workspace.root if workspace else None)
        if key not in self._known:
            self._known[key] = self._read(workspace)
        return self._known[key]

    def for_manifest(self, _file: SourceFile, workspace: Workspace | None) -> Context | None:
        """Return the context of a manifest in a workspace."""
        return self.of(workspace)

    def _read(self, workspace: Workspace | None) -> Context | None:
        if self._live is None:
            return report_context(context_file(self._given, workspace), self._report, workspace)
        from pilothouse.aws.pull import pull_context
        from pilothouse.cli.account import application_of, reach

        application = application_of(workspace)
        return pull_context(reach(self._live, known_context(workspace)), application)


def context_file(given: Path | None, workspace: Workspace | None) -> Path:
    """Return the context file to read. Raises CommandError if there is none."""
    if given is not None:
        return given
    if workspace is None or not is_there(workspace.context):
        where = shown_path(workspace.context) if workspace else "copilot/context.yml"
        raise CommandError(
            f"no context: {where} does not exist",
            "run `pilothouse context pull` to create it from AWS, or give one with --context FILE",
        )
    return workspace.context


def report_context(path: Path, report: Report, workspace: Workspace | None = None) -> Context | None:
    """Read the context file of a workspace's application; its defects are added to the report."""
    outcome, sources = read_context(path, workspace)
    if sources:
        report.add(outcome.findings, sources)
    for finding in () if sources else outcome.findings:
        report.unreadable(finding)
    return outcome.value


def known_context(workspace: Workspace | None) -> Context | None:
    """Return the context in the workspace's file if it can be read, for whatever is in it."""
    if workspace is None or not is_there(workspace.context):
        return None
    return read_context(workspace.context)[0].value


class TrustingContexts(Contexts):
    """Without a context file, assumes that the environments and connections in a manifest exist."""

    def for_manifest(self, file: SourceFile, workspace: Workspace | None) -> Context | None:
        """Return the workspace's context, or one in which everything that the manifest names exists."""
        if self._given or self._live or (workspace and is_there(workspace.context)):
            return super().for_manifest(file, workspace)
        context = trust_manifest(file, workspace)
        where = shown_path(workspace.context) if workspace else context.path
        message = f"environments, regions and connections are not checked: {where} does not exist"
        place = Place(file.path, Key(()))
        help = "run `pilothouse context pull` to create it from AWS, or give one with --context FILE"
        self._report.add([Diagnostic(codes.ASSUMED_CONTEXT, message, place, help)], {})
        return context
