"""`pilothouse delete`: take a pipeline away."""

from __future__ import annotations

from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.clock import SystemClock
from pilothouse.aws.ports.stacks import DeployedStack
from pilothouse.aws.pull import read_application
from pilothouse.aws.removal import delete_secret, find_pipeline_stack, legacy_secret
from pilothouse.aws.stack_status import is_running
from pilothouse.aws.survey import check_account
from pilothouse.aws.watch import settle
from pilothouse.cli import exits
from pilothouse.cli.account import application_of, reach
from pilothouse.cli.account_options import account_options
from pilothouse.cli.ask import Asker, Choice
from pilothouse.cli.complete import complete_pipelines
from pilothouse.cli.contexts import known_context
from pilothouse.cli.errors import CommandError
from pilothouse.cli.local_pipelines import local_pipelines
from pilothouse.cli.stack_work import delete_stack
from pilothouse.cli.target import app_option, json_option, wanted_name
from pilothouse.cli.terminal import tell, write_document, write_text
from pilothouse.render.escape import json_text
from pilothouse.workspace.find import Workspace, find_workspace
from pilothouse.workspace.read import shown_path


@click.command
@click.argument("name", required=False, metavar="[NAME]", shell_complete=complete_pipelines)
@app_option
@account_options
@click.option("-y", "--yes", is_flag=True, help="Ask nothing.")
@click.option("--delete-secret", "takes_secret", is_flag=True, help="Delete the legacy GitHub token as well.")
@json_option
def command(
    name: str | None, app: str, access: Access, *, yes: bool, takes_secret: bool, as_json: bool
) -> int:
    """Delete a deployed pipeline: its stack, and all that is in it.

    What the pipeline deployed stays, and so do the manifest and the artifacts. A pipeline that is gone
    already is no error.
    """
    workspace = find_workspace(Path.cwd())
    asker = Asker(confirms_all=yes)
    pipeline = _pipeline(name, workspace, asker)
    account, application = _account(app or application_of(workspace), access, workspace)
    stack = _settled(account, find_pipeline_stack(account, application, pipeline))
    secret = legacy_secret(pipeline) if takes_secret else ""
    if stack and not asker.confirm(_question(pipeline, application, stack.name, secret)):
        tell(f"{pipeline} was not deleted")
        return exits.FINDINGS
    if stack:
        delete_stack(account.stacks, stack, SystemClock())
    deleted_secret = secret if secret and delete_secret(account, secret) else ""
    report = {
        "version": 1,
        "name": pipeline,
        "application": application,
        "region": account.region,
        "stack": stack.name if stack else "",
        "secret": deleted_secret,
    }
    if as_json:
        write_document(json_text(report))
    else:
        write_text(f"{_said(pipeline, stack, deleted_secret)}\n")
    return exits.DONE


def _pipeline(name: str | None, workspace: Workspace | None, asker: Asker) -> str:
    local = local_pipelines(workspace)
    if name:
        return wanted_name(name, local)
    if len(local) == 1:
        return local[0].name
    if not local:
        raise CommandError("name the pipeline to delete", "pilothouse ls lists those that are deployed")
    choices = [Choice(one.name, shown_path(one.manifest)) for one in local]
    return asker.choose_pipeline(choices, f"this workspace has {len(local)} pipelines")


def _account(app: str, access: Access, workspace: Workspace | None) -> tuple[Account, str]:
    """Open the application's account, and make sure that it is the one."""
    context = known_context(workspace)
    account = reach(access, context)
    known = context.application if context and context.application.name == app else None
    check_account(account, known or read_application(account, app))
    return account, app


def _settled(account: Account, stack: DeployedStack | None) -> DeployedStack | None:
    if stack is None or not is_running(stack.status):
        return stack
    tell(f"waiting for the stack {stack.name}, which is {stack.status}")
    return settle(account.stacks, stack, SystemClock())


def _question(pipeline: str, application: str, stack: str, secret: str) -> str:
    more = f" and the secret {secret}" if secret else ""
    return (
        f"Delete the pipeline {pipeline} of the application {application} (the stack {stack}{more})? "
        "What it deployed stays."
    )


def _said(pipeline: str, stack: DeployedStack | None, secret: str) -> str:
    gone = (
        f"{pipeline} is deleted: the stack {stack.name} is gone" if stack else f"{pipeline} is not deployed"
    )
    return f"{gone}, and so is the secret {secret}" if secret else gone
