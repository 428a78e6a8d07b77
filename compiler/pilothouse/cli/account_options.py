"""Options for access to an AWS account, named as in the AWS CLI."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from pilothouse.aws.access import Access

P = ParamSpec("P")
R = TypeVar("R")

_OPTIONS = (
    click.option("--profile", default="", metavar="NAME", help="AWS profile, from ~/.aws/config."),
    click.option(
        "--region",
        default="",
        metavar="REGION",
        help="AWS region of the pipelines. Default: the context file's, else the profile's.",
    ),
    click.option(
        "--endpoint-url",
        default="",
        metavar="URL",
        hidden=True,
        help="Use this endpoint for every call to AWS.",
    ),
)


def account_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options to a command, which gets them as one argument `access`."""

    @wraps(command)
    def with_access(*arguments: P.args, **options: P.kwargs) -> R:
        options["access"] = _access(options)
        return command(*arguments, **options)

    return _with_options(with_access)


def live_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options and `--live` to a command, which gets them as `live`: None without `--live`."""

    @wraps(command)
    def with_live(*arguments: P.args, **options: P.kwargs) -> R:
        access = _access(options)
        is_live = options.pop("is_live")
        if not is_live and access != Access():
            raise click.UsageError("--profile, --region and --endpoint-url have no effect without --live")
        options["live"] = access if is_live else None
        return command(*arguments, **options)

    ask = click.option(
        "--live", "is_live", is_flag=True, help="Read the context from AWS instead of from the file."
    )
    return ask(_with_options(with_live))


def _access(options: dict[str, object]) -> Access:
    return Access(
        profile=str(options.pop("profile")),
        region=str(options.pop("region")),
        endpoint_url=str(options.pop("endpoint_url")),
    )


def _with_options(command: Callable[P, R]) -> Callable[P, R]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
