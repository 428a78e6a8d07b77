"""`pilothouse init`: the files of a new pipeline."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import click

from pilothouse.cli import exits
from pilothouse.cli.account import own_application
from pilothouse.cli.ask import Asker, split_names
from pilothouse.cli.buildspec import find_pipeline, rewrite_buildspec
from pilothouse.cli.contexts import known_context
from pilothouse.cli.errors import CommandError, say
from pilothouse.cli.git import current_branch, default_branch, remotes
from pilothouse.cli.local_pipelines import local_pipelines
from pilothouse.cli.output import tell_written, write_result
from pilothouse.cli.planning import Given, Known, Planner
from pilothouse.cli.target import json_option
from pilothouse.cli.terminal import tell, write_document
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.severity import Severity
from pilothouse.driver import builds_windows, compile_manifest, make_request, trust_manifest
from pilothouse.ir.context import Context
from pilothouse.render.escape import json_text
from pilothouse.scaffold.buildspec import buildspec_text
from pilothouse.scaffold.manifest import manifest_text
from pilothouse.scaffold.plan import Kind, Plan
from pilothouse.source.file import SourceFile
from pilothouse.workspace.find import Workspace, find_workspace
from pilothouse.workspace.paths import is_file
from pilothouse.workspace.read import UnreadableFileError, read_source, shown_path

VERSION = 1
_APPLICATION = re.compile(r"[a-z][a-z0-9-]*")


@click.command
@click.argument("name", required=False, default="", metavar="[NAME]")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind], case_sensitive=False),
    help="What the pipeline deploys. Default: workloads.",
)
@click.option(
    "--repository",
    default="",
    metavar="URL",
    help="Repository whose pushes start the pipeline. Default: the git remote.",
)
@click.option(
    "--branch",
    default="",
    metavar="NAME",
    help="Branch whose pushes start the pipeline. Default: the current branch.",
)
@click.option(
    "-e",
    "--environments",
    multiple=True,
    metavar="NAME,...",
    help="Environments to deploy to, in order. Default: that of the context file, if it has only one.",
)
@click.option(
    "--connection",
    default="",
    metavar="NAME",
    help="Existing connection to the repository's host. Default: create a new one.",
)
@click.option(
    "-a",
    "--app",
    default="",
    metavar="NAME",
    help="Application name. Default: the workspace's. Outside a workspace, starts a new one.",
)
@click.option(
    "--buildspec", "only_buildspec", is_flag=True, help="Write only the buildspec of an existing pipeline."
)
@click.option("-y", "--yes", "is_sure", is_flag=True, help="Skip all prompts.")
@json_option
def command(
    name: str,
    kind: str | None,
    repository: str,
    branch: str,
    environments: tuple[str, ...],
    connection: str,
    app: str,
    *,
    only_buildspec: bool,
    is_sure: bool,
    as_json: bool,
) -> int:
    """Write the manifest and buildspec of a new pipeline.

    On a terminal, asks for what the options leave open. Keeps files that exist; with --buildspec, replaces
    a buildspec after it has shown the difference and asked for confirmation.

    \b
    Examples:
      pilothouse init
      pilothouse init main --environments test,prod --branch main --yes
      pilothouse init main --buildspec
    """
    asker = Asker(confirms_all=is_sure)
    given = Given(name, kind or "", repository, branch, split_names(environments), connection)
    workspace = find_workspace(Path.cwd()) or _new_workspace(app, asker)
    application = own_application(workspace, app)
    if only_buildspec or (name and workspace.has_pipeline(name) and not _has_buildspec(workspace, name)):
        _refuse_without_effect(given, f"the manifest of {name or 'the pipeline'} exists")
        pipeline = find_pipeline(name, workspace, asker)
        written = rewrite_buildspec(pipeline, workspace, asker)
        if as_json:
            _write_json(pipeline.name, written)
        return exits.DONE
    context = known_context(workspace)
    planner = Planner(given, _known(workspace, application, context), asker)
    plan, text = _plan(planner, workspace, context)
    buildspec = buildspec_text(plan.name, plan.manifest, [plan.kind])
    written = _write(workspace, {plan.manifest: text, plan.buildspec: buildspec})
    if as_json:
        _write_json(plan.name, written)
    else:
        _say(plan, written, context)
    return exits.DONE


def _new_workspace(app: str, asker: Asker) -> Workspace:
    """Start a workspace here, if confirmed. Raises CommandError."""
    missing = "no workspace here: no parent folder contains copilot/.workspace"
    by_hand = f"mkdir copilot && echo 'application: {app or 'NAME'}' > copilot/.workspace"
    if not app or not _APPLICATION.fullmatch(app):
        raise CommandError(missing, f"change into one, or start one with --app NAME, or with: {by_hand}")
    if not asker.confirm(f"{missing}. Start one for application {app} in this folder?"):
        raise CommandError(missing, f"change into one, or run: {by_hand}")
    workspace = Workspace(Path.cwd())
    write_result(f"application: {app}\n", workspace.marker)
    tell_written(shown_path(workspace.marker))
    return workspace


def _has_buildspec(workspace: Workspace, name: str) -> bool:
    return is_file(workspace.root / "copilot" / "pipelines" / name / "buildspec.yml")


def _refuse_without_effect(given: Given, reason: str) -> None:
    """Reject options about a manifest that isn't written. Raises CommandError."""
    useless = [
        f"--{name}"
        for name in ("kind", "repository", "branch", "environments", "connection")
        if getattr(given, name)
    ]
    if useless:
        raise CommandError(f"{reason}: {', '.join(useless)} has no effect", "edit the manifest instead")


def _known(workspace: Workspace, application: str, context: Context | None) -> Known:
    pipelines = local_pipelines(workspace)
    return Known(
        application,
        context.application.region if context else "us-east-1",
        remotes(workspace.root),
        current_branch(workspace.root),
        default_branch(workspace.root),
        tuple(context.environments) if context else (),
        frozenset({*(one.name for one in pipelines), *(one.manifest.parent.name for one in pipelines)}),
    )


def _plan(planner: Planner, workspace: Workspace, context: Context | None) -> tuple[Plan, str]:
    """Return a plan whose manifest has no errors, and its text: only that is written to the workspace.

    On a terminal everything is asked again, with the answers as defaults. Raises CommandError.
    """
    while True:
        plan = planner.plan()
        _refuse_windows(plan, workspace)
        text = manifest_text(plan)
        errors = _errors(plan, text, workspace, context)
        if not errors:
            return plan, text
        if not planner.asker.may_ask:
            raise CommandError(f"nothing was written: {errors[0].message}", errors[0].help, exits.FINDINGS)
        say(errors[0].message, errors[0].help)
        planner = planner.again(plan)


def _refuse_windows(plan: Plan, workspace: Workspace) -> None:
    """Reject containers that a pipeline cannot build."""
    windows = [
        name for name in workspace.workloads() if plan.kind is Kind.WORKLOADS and _is_windows(workspace, name)
    ]
    if windows:
        raise CommandError(
            f"a pipeline cannot build Windows containers: {', '.join(windows)}",
            "its builds run on Linux, where Docker cannot build Windows images; "
            "deploy these from a Windows machine: copilot svc deploy",
        )


def _is_windows(workspace: Workspace, workload: str) -> bool:
    try:
        return builds_windows(read_source(workspace.root / "copilot" / workload / "manifest.yml"))
    except UnreadableFileError:
        return False


def _errors(plan: Plan, text: str, workspace: Workspace, context: Context | None) -> list[Diagnostic]:
    """Compile the new manifest. A connection may be missing in the context, until the next pull."""
    file = SourceFile(plan.manifest, text)
    world = context or trust_manifest(file, workspace, plan.application)
    request = make_request(file, workspace.root / plan.manifest, world)
    compilation = compile_manifest(replace(request, files=None))  # its buildspec isn't written yet
    return [
        finding
        for finding in compilation.diagnostics
        if finding.severity is Severity.ERROR and finding.code != codes.UNKNOWN_CONNECTION
    ]


def _write(workspace: Workspace, texts: dict[str, str]) -> dict[str, bool]:
    """Write files; return whether each was written: existing ones are kept."""
    missing = {path for path in texts if not (workspace.root / path).exists()}
    for path in missing:
        write_result(texts[path], workspace.root / path)
    return {path: path in missing for path in texts}


def _write_json(name: str, written: dict[str, bool]) -> None:
    files = [{"path": path, "written": is_new} for path, is_new in written.items()]
    write_document(json_text({"version": VERSION, "name": name, "files": files}))


def _say(plan: Plan, written: dict[str, bool], context: Context | None) -> None:
    for path, is_new in written.items():
        if is_new:
            tell_written(path)
        else:
            tell(f"kept existing {path}")
    connection = plan.source.connection
    steps = ["read the manifest"]
    if context is None or (connection and connection not in context.connections):
        what = "the application" if context is None else f'the connection "{connection}"'
        steps.append(f"run `pilothouse context pull` to read {what} from AWS")
    steps += ["commit and push copilot/", f"run `pilothouse deploy {plan.name}`"]
    tell("next:")
    for number, step in enumerate(steps, 1):
        tell(f"  {number}. {step}")
