"""`pilothouse context`: the file with the facts about AWS accounts."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.aws.pull import pull_context
from pilothouse.cli import exits
from pilothouse.cli.account import application_of, reach
from pilothouse.cli.account_options import account_options
from pilothouse.cli.contexts import report_context
from pilothouse.cli.errors import CommandError
from pilothouse.cli.output import write_result
from pilothouse.cli.report import Report
from pilothouse.cli.target import app_option
from pilothouse.cli.terminal import tell, write_document, write_text
from pilothouse.diff.compare_contexts import ContextChange, compare_contexts
from pilothouse.driver import manifest_connection
from pilothouse.ir.context import Context
from pilothouse.render.context_changes_text import context_changes_text
from pilothouse.render.context_yaml import context_yaml
from pilothouse.render.escape import json_text
from pilothouse.workspace.find import Workspace, find_workspace
from pilothouse.workspace.read import UnreadableFileError, read_source, shown_path


@click.group
def command() -> None:
    """Update the context file from AWS.

    The context file contains the facts about your AWS accounts that a compilation needs.

    \b
    Examples:
      pilothouse context pull
    """


@command.command
@app_option
@click.option(
    "--context",
    "given",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File to write. Default: copilot/context.yml of the workspace.",
)
@click.option(
    "--check", "checks", is_flag=True, help="Write nothing; exit with 1 if the file is out of date."
)
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@account_options
def pull(app: str, given: Path | None, access: Access, *, checks: bool, as_json: bool) -> int:
    """Read the application from AWS and write the context file.

    Prints each changed value. A file that is up to date is not written.

    \b
    Examples:
      pilothouse context pull
      pilothouse context pull --profile staging
      pilothouse context pull --check
    """
    workspace = find_workspace(Path.cwd())
    application = app or application_of(workspace)
    path = _path(given, workspace)
    old = _old_context(path)
    new = _narrow(pull_context(reach(access, old), application), workspace)
    changes = compare_contexts(old, new)
    if changes and not checks:
        write_result(context_yaml(new), path)
    shown = shown_path(path)
    if as_json:
        write_document(_json(shown, changes))
    else:
        write_text(context_changes_text(changes))
    tell(_said(shown, changes, checks=checks, was_there=old is not None))
    return exits.FINDINGS if changes and checks else exits.DONE


def _path(given: Path | None, workspace: Workspace | None) -> Path:
    if given:
        return given
    if workspace is None:
        raise CommandError("no workspace here, so there is no default path", "give one with --context FILE")
    return workspace.context


def _old_context(path: Path) -> Context | None:
    """Read the existing file. Raises CommandError if it isn't a context: it may be any file of the user's."""
    if not path.exists():
        return None
    report = Report()
    old = report_context(path, report)
    if old is None:
        raise CommandError(
            f"{shown_path(path)} exists, but is not a valid context file",
            "fix it (`pilothouse lint` reports the errors), or move it away to regenerate it",
        )
    return old


def _narrow(context: Context, workspace: Workspace | None) -> Context:
    """Keep only the connections that manifests use: changes of others have no effect here."""
    manifests = workspace.manifests() if workspace else ()
    if not manifests:
        return context
    named = {_connection_of(manifest) for manifest in manifests}
    kept = {name: arn for name, arn in context.connections.items() if name in named}
    return replace(context, connections=kept)


def _connection_of(manifest: Path) -> str:
    try:
        return manifest_connection(read_source(manifest))
    except UnreadableFileError:
        return ""  # every other command reports its errors


def _json(path: str, changes: tuple[ContextChange, ...]) -> str:
    report = {"version": 1, "file": path, "current": not changes, "changes": [asdict(one) for one in changes]}
    return json_text(report)


def _said(path: str, changes: tuple[ContextChange, ...], *, checks: bool, was_there: bool) -> str:
    if not changes:
        return f"{path} is current"
    values = "1 value differs" if len(changes) == 1 else f"{len(changes)} values differ"
    if checks:
        return f"{path} is not current: {values}; run `pilothouse context pull`"
    return f"wrote {path}: {values}" if was_there else f"wrote {path}"
