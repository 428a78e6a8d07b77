"""From a name on the command line to the one deployed pipeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.deployed import DeployedPipeline, list_deployed
from pilothouse.aws.removal import find_pipeline_stack
from pilothouse.aws.stack_status import has_pipeline
from pilothouse.aws.survey import deleted_by_hand
from pilothouse.cli import exits
from pilothouse.cli.account import application_of, reach
from pilothouse.cli.account_options import account_options
from pilothouse.cli.ask import Asker, Choice
from pilothouse.cli.complete import complete_pipelines
from pilothouse.cli.contexts import known_context
from pilothouse.cli.errors import CommandError, some_of
from pilothouse.cli.local_pipelines import LocalPipeline, local_pipelines, name_in
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.workspace.find import find_workspace
from pilothouse.workspace.read import shown_path

P = ParamSpec("P")
R = TypeVar("R")

app_option = click.option(
    "-a", "--app", default="", metavar="NAME", help="Application name. Default: the workspace's."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@dataclass(frozen=True, slots=True)
class Target:
    """A deployed pipeline, and its account."""

    account: Account
    pipeline: DeployedPipeline


def with_target(command: Callable[P, R]) -> Callable[P, R]:
    """Add the argument NAME and the account's options to a command, which gets them as one `target`."""

    @wraps(command)
    def with_found(*arguments: P.args, **options: P.kwargs) -> R:
        access = options.pop("access")
        assert isinstance(access, Access)
        options["target"] = find_target(str(options.pop("name") or ""), str(options.pop("app")), access)
        return command(*arguments, **options)

    argument = click.argument("name", required=False, metavar="[NAME]", shell_complete=complete_pipelines)
    return argument(app_option(account_options(with_found)))


def find_target(name: str, app: str, access: Access) -> Target:
    """Find the pipeline of that name, or the only one. Raises CommandError, AwsError."""
    workspace = find_workspace(Path.cwd())
    application = app or application_of(workspace)
    account = reach(access, known_context(workspace))
    deployed = list_deployed(account, application)
    local = local_pipelines(workspace)
    if wanted := wanted_name(name, local) if name else _only_local(local):
        _check_for_orphan(account, application, wanted, deployed)
    if not deployed:
        raise CommandError(
            f"no pipeline of application {application} is deployed in {account.region}",
            f"deploy one: pilothouse deploy {name or (local[0].name if local else 'NAME')}",
            exits.ENVIRONMENT,
        )
    return Target(account, _named(name, deployed, local) if name else _only(deployed, local))


def _only_local(local: Sequence[LocalPipeline]) -> str:
    return local[0].name if len(local) == 1 else ""


def _check_for_orphan(
    account: Account, application: str, wanted: str, deployed: Sequence[DeployedPipeline]
) -> None:
    """Raise AwsError if a missing pipeline has left its stack: it was deleted by hand."""
    if any(wanted in (one.name, one.real_name) for one in deployed):
        return
    stack = find_pipeline_stack(account, application, wanted)
    if stack and has_pipeline(stack.status):
        raise deleted_by_hand(wanted, stack.name)


def _named(
    name: str, deployed: Sequence[DeployedPipeline], local: Sequence[LocalPipeline]
) -> DeployedPipeline:
    wanted = wanted_name(name, local)
    found = [one for one in deployed if wanted == one.real_name] or [
        one for one in deployed if wanted == one.name
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(
            f'{len(found)} deployed pipelines have the name "{wanted}"',
            f"use the name in AWS:  {some_of([one.real_name for one in found])}",
        )
    known = [one.name for one in deployed]
    if wanted in [one.name for one in local]:
        raise CommandError(
            f"pipeline {wanted} is not deployed", f"run: pilothouse deploy {wanted}", exits.ENVIRONMENT
        )
    listed = f"deployed: {some_of(known)}"
    raise CommandError(
        f'there is no deployed pipeline "{wanted}"', did_you_mean(wanted, known, listed), exits.ENVIRONMENT
    )


def wanted_name(name: str, local: Sequence[LocalPipeline]) -> str:
    """Return the pipeline's name for a manifest's path, or its folder's name."""
    if Path(name).is_file():
        return name_in(Path(name))
    if name in [one.name for one in local]:
        return name
    return next((one.name for one in local if one.manifest.parent.name == name), name)


def _only(deployed: Sequence[DeployedPipeline], local: Sequence[LocalPipeline]) -> DeployedPipeline:
    """Return the only pipeline, or the only one that is also local, or let the user choose."""
    if len(deployed) == 1:
        return deployed[0]
    here = [one for one in deployed if one.name in {each.name for each in local}]
    if len(here) == 1:
        return here[0]
    known = here or deployed
    names = [one.name for one in known]
    choices = {one.name if names.count(one.name) == 1 else one.real_name: one for one in known}
    listed = [Choice(value, manifest_of(one, local)) for value, one in choices.items()]
    return choices[Asker(confirms_all=False).choose_pipeline(listed, "several pipelines are deployed")]


def manifest_of(pipeline: DeployedPipeline, local: Sequence[LocalPipeline]) -> str:
    """Return the path of a pipeline's manifest for messages, empty if the workspace has none."""
    return next((shown_path(one.manifest) for one in local if one.name == pipeline.name), "")
