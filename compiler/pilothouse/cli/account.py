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
    """Raise CommandError if `--region` isn't the region of the application's pipelines."""
    if access.region and access.region != application.region:
        raise CommandError(
            f"the application's pipelines run in {application.region}, not in {access.region}",
            "remove --region, or update the context file with `pilothouse context pull`",
        )


def application_of(workspace: Workspace | None) -> str:
    """Return the application of a workspace. Raises CommandError if there is none."""
    if workspace is None:
        raise CommandError(
            "no workspace here: no parent folder contains copilot/.workspace",
            "change into a workspace, or give the application with --app",
        )
    try:
        name = application_name(read_source(workspace.marker))
    except UnreadableFileError as error:
        raise CommandError(f"{error.diagnostic.place.path}: {error.diagnostic.message}") from error
    if not name:
        raise CommandError(
            f"{shown_path(workspace.marker)} does not name an application", "expected `application: NAME`"
        )
    return name


def own_application(workspace: Workspace | None, app: str) -> str:
    """Return the workspace's application. Raises CommandError if there is none, or `app` is another."""
    if workspace is None:
        where = f"a workspace of application {app}" if app else "a workspace"
        raise CommandError(
            "no workspace here: no parent folder contains copilot/.workspace", f"change into {where}"
        )
    own = application_of(workspace)
    if app not in ("", own):
        raise CommandError(
            f"this workspace belongs to application {own}, not to {app}",
            "remove --app, or change into a workspace of that application",
        )
    return own
