"""From options and workspace to an account and an application in it."""

from __future__ import annotations

from dataclasses import replace

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.open import open_account
from pilothouse.cli.errors import CommandError
from pilothouse.driver import application_name
from pilothouse.ir.context import Application, Context
from pilothouse.workspace.find import Workspace
from pilothouse.workspace.read import UnreadableFileError, read_source, shown_path


def reach(access: Access, context: Context | None) -> Account:
    """Open the account in the region of the option, else of the context, else of the environment."""
    region = access.region or (context.application.region if context else "")
    return open_account(replace(access, region=region))


def check_region(access: Access, application: Application) -> None:
    """Raise CommandError if `--region` is another one than the application's pipelines run in."""
    if access.region and access.region != application.region:
        raise CommandError(
            f"the application's pipelines run in {application.region}, not in {access.region}",
            "leave out --region, or bring the context file up to date with `pilothouse context pull`",
        )


def application_of(workspace: Workspace | None) -> str:
    """Return the application that a workspace belongs to. Raises CommandError if none can be told."""
    if workspace is None:
        raise CommandError(
            "no workspace here: no folder upwards holds copilot/.workspace",
            "change into a workspace, or name the application with --app",
        )
    try:
        name = application_name(read_source(workspace.marker))
    except UnreadableFileError as error:
        raise CommandError(f"{error.diagnostic.place.path}: {error.diagnostic.message}") from error
    if not name:
        raise CommandError(
            f"{shown_path(workspace.marker)} names no application", "expected `application: NAME`"
        )
    return name


def own_application(workspace: Workspace | None, app: str) -> str:
    """Return the workspace's application. Raises CommandError if there is none, or `app` is another."""
    if workspace is None:
        where = f"a workspace of the application {app}" if app else "a workspace"
        raise CommandError(
            "no workspace here: no folder upwards holds copilot/.workspace", f"change into {where}"
        )
    own = application_of(workspace)
    if app not in ("", own):
        raise CommandError(
            f"this workspace belongs to the application {own}, not to {app}",
            "leave out --app, or change into a workspace of that application",
        )
    return own
