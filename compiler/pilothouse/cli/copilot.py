"""Copilot's command line: its command groups, and its names for our options.

They are accepted everywhere and shown in no help; docs/from-copilot.md maps each of them. The names are those
in the `--help` of Copilot 1.34.1.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from pilothouse.cli.errors import CommandError, say
from pilothouse.workspace.find import find_workspace

SPELLINGS: dict[str, tuple[str, ...]] = {
    "--repository": ("-u", "--url"),
    "--branch": ("-b", "--git-branch"),
    "--kind": ("-p", "--pipeline-type"),
    "--toolkit": ("--tool",),
}
"""Our options, each with Copilot's name for it."""

FOR_GRANTED: dict[str, tuple[str, ...]] = {"deploy": ("--diff",), "override": ("--skip-resources",)}
"""Flags for what a command always does."""

_NAMES = ("-n", "--name")
_APPLICATIONS = ("-a", "--app")
_OF_THE_WORKSPACE = ("deploy", "override")
"""Commands that work only for the workspace's application, as Copilot's do."""

_ELSEWHERE = "keep using your Copilot client"
_WORKLOADS = "a pipeline deploys workloads: pilothouse init, then pilothouse deploy; by hand, " + _ELSEWHERE
NOT_OURS: dict[str, str] = {
    "app": f"for applications, {_ELSEWHERE}; pilothouse context pull reads one into copilot/context.yml",
    "docs": "see pilothouse --help, pilothouse COMMAND --help and pilothouse explain CODE",
    "env": "a pipeline can deploy environments: pilothouse init --kind environments; by hand, " + _ELSEWHERE,
    "job": _WORKLOADS,
    "run": f"to run a workload on this machine, {_ELSEWHERE}",
    "secret": f"for secrets, {_ELSEWHERE}",
    "storage": f"for storage, {_ELSEWHERE}",
    "svc": _WORKLOADS,
    "task": f"for tasks, {_ELSEWHERE}",
    "version": "run: pilothouse --version",
}
"""Copilot's other commands, each with a next step."""


def not_ours(name: str) -> click.Command:
    """Return a command that isn't supported, with any arguments."""

    def refuse(rest: tuple[str, ...]) -> NoReturn:  # noqa: ARG001
        raise CommandError(
            f"`{name}` is not part of Pilothouse, which only handles pipelines", NOT_OURS[name]
        )

    rest = click.Argument(["rest"], nargs=-1, type=click.UNPROCESSED)
    lenient = {"ignore_unknown_options": True}
    return click.Command(name, lenient, refuse, [rest], add_help_option=False, hidden=True)


def familiar(name: str, command: click.Command) -> click.Command:
    """Return a command that also accepts Copilot's names for its options and its argument."""
    if isinstance(command, click.Group) or command.callback is None:
        return command
    known = copy(command)
    known.params = [*command.params, *filter(None, map(_respelled, command.params))]
    known.params += [_hidden(flag, is_flag=True, expose_value=False) for flag in FOR_GRANTED.get(name, ())]
    if name in _OF_THE_WORKSPACE:
        known.params.append(_hidden(*_APPLICATIONS, expose_value=False, callback=_check_application))
    if name == "override":
        known.params.append(_hidden("--cdk-language", expose_value=False, callback=_say_language))
    if argument := _pipeline_argument(command):
        known.params.append(_hidden(*_NAMES, "copilot_name"))
        known.callback = _named_once(command.callback, argument)
    return known


def _respelled(parameter: click.Parameter) -> click.Option | None:
    """Return a hidden option with Copilot's names for an option, for the same argument of the command."""
    spellings = [one for ours in parameter.opts for one in SPELLINGS.get(ours, ())]
    if not spellings or not isinstance(parameter, click.Option):
        return None
    respelled = copy(parameter)
    respelled.opts, respelled.hidden = spellings, True
    return respelled


def _hidden(*spellings: str, **attributes: Any) -> click.Option:
    return click.Option(spellings, hidden=True, **attributes)


def _pipeline_argument(command: click.Command) -> str:
    """Return the name of the argument for the pipeline; empty if there is none."""
    arguments = [one for one in command.params if isinstance(one, click.Argument) and one.nargs == 1]
    return next((one.name for one in arguments if one.name in ("name", "manifest")), "")


def _named_once(callback: Callable[..., Any], argument: str) -> Callable[..., Any]:
    """Accept `--name` in place of the argument. Raises click.UsageError if both are given, and differ."""

    @wraps(callback)
    def named(*arguments: Any, copilot_name: str | None, **options: Any) -> Any:
        given = options[argument]
        if given and copilot_name and given != copilot_name:
            raise click.UsageError(f'two pipelines are given: "{given}", and "{copilot_name}" with --name')
        options[argument] = given or copilot_name or given
        return callback(*arguments, **options)

    return named


def _say_language(_: click.Context, __: click.Parameter, language: str | None) -> None:
    if language:
        say("the CDK app is in JavaScript, which needs no compiler, and runs where TypeScript does")


def _check_application(_: click.Context, __: click.Parameter, app: str | None) -> None:
    """Reject an application that isn't the workspace's. Raises CommandError."""
    if app:
        from pilothouse.cli.account import own_application

        own_application(find_workspace(Path.cwd()), app)
