"""`pilothouse delete`: take a pipeline away."""

from __future__ import annotations

from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.clock import SystemClock
from pilothouse.aws.deployed import list_deployed
from pilothouse.aws.ports.stacks import DeployedStack
from pilothouse.aws.pull import read_application
from pilothouse.aws.release import CONNECTION_TYPES
from pilothouse.aws.removal import delete_secret, find_pipeline_stack, find_secret, legacy_secret
from pilothouse.aws.stack_status import is_running
from pilothouse.aws.survey import check_account
from pilothouse.aws.watch import settle
from pilothouse.cli import exits
from pilothouse.cli.account import application_of, check_region, reach
from pilothouse.cli.account_options import account_options
from pilothouse.cli.ask import Asker, Choice
from pilothouse.cli.complete import complete_pipelines
from pilothouse.cli.contexts import known_context
from pilothouse.cli.errors import CommandError, some_of
from pilothouse.cli.local_pipelines import local_pipelines
from pilothouse.cli.stack_work import delete_stack
from pilothouse.cli.target import app_option, json_option, wanted_name
from pilothouse.cli.terminal import tell, write_document, write_text
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.ir.context import Application
from pilothouse.render.escape import json_text
from pilothouse.workspace.find import Workspace, find_workspace
from pilothouse.workspace.read import shown_path


@click.command
@click.argument("name", required=False, metavar="[NAME]", shell_complete=complete_pipelines)
@click.option("-y", "--yes", is_flag=True, help="Skip confirmation prompts.")
@click.option(
    "--delete-secret",
    "takes_secret",
    is_flag=True,
    help="Also delete the legacy GitHub token from AWS Secrets Manager.",
)
@json_option
@app_option
@account_options
def command(
    name: str | None, app: str, access: Access, *, yes: bool, takes_secret: bool, as_json: bool
) -> int:
    """Delete a deployed pipeline: its stack and everything in it.

    What the pipeline deployed stays, and so do the manifest and the artifacts. It is not an error if a
    pipeline of the workspace is already gone. Without NAME, deletes the only pipeline of the workspace.

    \b
    Examples:
      pilothouse delete main
      pilothouse delete main --delete-secret --yes
    """
    workspace = find_workspace(Path.cwd())
    asker = Asker(confirms_all=yes)
    pipeline = _pipeline(name, workspace, asker)
    account, application = _account(app or application_of(workspace), access, workspace)
    stack = _settled(account, find_pipeline_stack(account, application.name, pipeline))
    secret = _secret(account, pipeline) if takes_secret else ""
    if stack is None and not secret:
        _check_name(account, application.name, pipeline, workspace)
    if (stack or secret) and not asker.confirm(_question(account, application, pipeline, stack, secret)):
        tell(f"{pipeline} was not deleted")
        return exits.FINDINGS
    if stack:
        delete_stack(account.stacks, stack, SystemClock())
    deleted_secret = secret if secret and delete_secret(account, secret) else ""
    report = {
        "version": 1,
        "name": pipeline,
        "application": application.name,
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
        raise CommandError("give the pipeline to delete", "pilothouse ls lists the deployed ones")
    choices = [Choice(one.name, shown_path(one.manifest)) for one in local]
    return asker.choose_pipeline(choices, f"this workspace has {len(local)} pipelines")


def _account(app: str, access: Access, workspace: Workspace | None) -> tuple[Account, Application]:
    """Open the application's account, and check that account and region are right."""
    context = known_context(workspace)
    known = context.application if context and context.application.name == app else None
    if known:
        check_region(access, known)
    account = reach(access, context)
    application = known or read_application(account, app)
    check_account(account, application)
    return account, application


def _check_name(account: Account, application: str, pipeline: str, workspace: Workspace | None) -> None:
    """Raise CommandError if a pipeline that isn't deployed isn't in the workspace either: a wrong name."""
    local = [one.name for one in local_pipelines(workspace)]
    if pipeline in local:
        return
    known = list(dict.fromkeys([*(one.name for one in list_deployed(account, application)), *local]))
    listed = f"known: {some_of(known)}" if known else "none is deployed"
    raise CommandError(
        f'there is no deployed pipeline "{pipeline}"',
        did_you_mean(pipeline, known, listed),
        exits.ENVIRONMENT,
    )


def _secret(account: Account, pipeline: str) -> str:
    """Return the name of the legacy secret, empty if there is none, which is reported. Raises AwsError."""
    secret = legacy_secret(pipeline)
    if find_secret(account, secret):
        return secret
    tell(f"there is no secret {secret} in {account.region}")
    return ""


def _settled(account: Account, stack: DeployedStack | None) -> DeployedStack | None:
    if stack is None or not is_running(stack.status):
        return stack
    tell(f"waiting for stack {stack.name}, which is {stack.status}")
    return settle(account.stacks, stack, SystemClock())


def _question(
    account: Account, application: Application, pipeline: str, stack: DeployedStack | None, secret: str
) -> str:
    where = f"in account {application.account}, {account.region}"
    if stack is None:
        return f"Delete secret {secret} {where}?"
    arns = [
        one.physical_id
        for one in account.stacks.resources(stack.name)
        if one.type in CONNECTION_TYPES and one.physical_id
    ]
    parts = [f"stack {stack.name}", *(f"its connection {arn}" for arn in arns)]
    parts += [f"the secret {secret}"] if secret else []
    return (
        f"Delete pipeline {pipeline} of application {application.name} {where}: {', '.join(parts)}? "
        "What it deployed stays."
    )


def _said(pipeline: str, stack: DeployedStack | None, secret: str) -> str:
    gone = f"{pipeline} is deleted, with its stack {stack.name}" if stack else f"{pipeline} is not deployed"
    return f"{gone}, and so is the secret {secret}" if secret else gone
