"""`pilothouse init`: the files of a new pipeline."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pilothouse.cli import exits
from pilothouse.cli.account import application_of
from pilothouse.cli.ask import split_names
from pilothouse.cli.contexts import known_context
from pilothouse.cli.errors import CommandError
from pilothouse.cli.git import current_branch, remotes
from pilothouse.cli.local_pipelines import local_pipelines
from pilothouse.cli.output import tell_written, write_result
from pilothouse.cli.planning import Given, Known, Planner
from pilothouse.cli.report import Report
from pilothouse.cli.target import json_option
from pilothouse.cli.terminal import tell, write_document
from pilothouse.driver import Request, builds_windows, compile_manifest, trusting_context
from pilothouse.ir.context import Context
from pilothouse.render.escape import json_text
from pilothouse.scaffold.buildspec import buildspec_text
from pilothouse.scaffold.manifest import manifest_text
from pilothouse.scaffold.plan import Kind, Plan
from pilothouse.source.file import SourceFile
from pilothouse.workspace.find import Workspace, find_workspace
from pilothouse.workspace.read import UnreadableFileError, read_source, shown_path

VERSION = 1


@click.command
@click.argument("name", required=False, default="", metavar="[NAME]")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind], case_sensitive=False),
    help="What it deploys.",
)
@click.option("--repository", default="", metavar="URL", help="Default: git's remote.")
@click.option("--branch", default="", metavar="NAME", help="Default: the branch that is checked out.")
@click.option(
    "-e", "--environments", multiple=True, metavar="NAME,...", help="The stages, in order; may be repeated."
)
@click.option(
    "--connection", default="", metavar="NAME", help="An existing connection to the repository's host."
)
@click.option("-y", "--yes", "is_sure", is_flag=True, help="Ask nothing.")
@json_option
def command(
    name: str,
    kind: str | None,
    repository: str,
    branch: str,
    environments: tuple[str, ...],
    connection: str,
    *,
    is_sure: bool,
    as_json: bool,
) -> int:
    """Write the manifest and the buildspec of a new pipeline.

    What the options don't say is asked for on a terminal. A file that exists is left as it is.
    """
    workspace = find_workspace(Path.cwd())
    application = application_of(workspace)
    assert workspace is not None, "application_of raises without one"
    context = known_context(workspace)
    given = Given(name, kind or "", repository, branch, split_names(environments), connection)
    planner = Planner(given, _known(workspace, application, context), is_terminal() and not is_sure)
    plan = planner.plan()
    _check_workspace(plan, workspace)
    text = manifest_text(plan)
    report = _findings(plan, text, workspace, context)
    if report.exit_code:
        report.show()
        return report.exit_code
    written = _write(
        workspace,
        {plan.manifest: text, plan.buildspec: buildspec_text(plan.name, plan.manifest, [plan.kind])},
    )
    _say(plan, written, as_json=as_json)
    return exits.DONE


def is_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


def _known(workspace: Workspace, application: str, context: Context | None) -> Known:
    return Known(
        application,
        context.application.region if context else "us-east-1",
        remotes(workspace.root),
        current_branch(workspace.root),
        tuple(context.environments) if context else (),
    )


def _check_workspace(plan: Plan, workspace: Workspace) -> None:
    """Refuse a name that is taken, and containers that no build of a pipeline can make."""
    for one in local_pipelines(workspace):
        if one.name == plan.name and one.manifest != workspace.root / plan.manifest:
            raise CommandError(
                f"{shown_path(one.manifest)} is a pipeline {plan.name} already", "choose another name"
            )
    windows = [
        name for name in workspace.workloads() if plan.kind is Kind.WORKLOADS and _is_windows(workspace, name)
    ]
    if windows:
        raise CommandError(
            f"a pipeline cannot build Windows containers: {', '.join(windows)}",
            "its builds run on Linux, and Docker there makes no Windows image; "
            "deploy these from a Windows machine: copilot svc deploy",
        )


def _is_windows(workspace: Workspace, workload: str) -> bool:
    try:
        return builds_windows(read_source(workspace.root / "copilot" / workload / "manifest.yml"))
    except UnreadableFileError:
        return False


def _findings(plan: Plan, text: str, workspace: Workspace, context: Context | None) -> Report:
    """Compile what is to be written: nothing that has an error gets into the workspace."""
    file = SourceFile(plan.manifest, text)
    workloads = workspace.workloads()
    world = context or trusting_context(file, plan.application, workloads)
    directory = str(Path(plan.manifest).parent.as_posix())
    report = Report()
    report.add_compilation(compile_manifest(Request(file, directory, world, workloads)))
    return report


def _write(workspace: Workspace, texts: dict[str, str]) -> dict[str, bool]:
    """Write files; return whether each was written. Raises CommandError if all of them exist."""
    missing = {path for path in texts if not (workspace.root / path).exists()}
    if not missing:
        raise CommandError(
            f"{' and '.join(texts)} exist already", "choose another name, or move them away to have them anew"
        )
    for path in missing:
        write_result(texts[path], workspace.root / path)
    return {path: path in missing for path in texts}


def _say(plan: Plan, written: dict[str, bool], *, as_json: bool) -> None:
    if as_json:
        files = [{"path": path, "written": is_new} for path, is_new in written.items()]
        write_document(json_text({"version": VERSION, "name": plan.name, "files": files}))
        return
    for path, is_new in written.items():
        if is_new:
            tell_written(path)
        else:
            tell(f"kept {path}, which exists")
    tell(f"next: read the manifest, commit and push copilot/, then run `pilothouse deploy {plan.name}`")
