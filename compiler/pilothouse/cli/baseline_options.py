"""The options that choose what `diff` compares with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from pilothouse.aws.access import Access
from pilothouse.cli.account_options import account_options

P = ParamSpec("P")
R = TypeVar("R")

DEFAULT_REVISION = "HEAD"
_ACCOUNT = "--profile, --region and --endpoint-url"


@dataclass(frozen=True, slots=True)
class BaselineChoice:
    """A template, another manifest, the deployed stack (through `access`), or if none of them a revision."""

    revision: str
    template: Path | None
    manifest: str | None
    access: Access | None

    @property
    def is_one_template(self) -> bool:
        """Whether there is only one other side, for everything that is compared."""
        return self.template is not None or self.manifest is not None

    @property
    def is_revision(self) -> bool:
        """Whether it is a git revision."""
        return not self.is_one_template and self.access is None


def baseline_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options to a command, which gets them as `baseline`, and `live`: None without `--live`."""

    @wraps(command)
    def with_baseline(*arguments: P.args, **options: P.kwargs) -> R:
        access, is_live = options.pop("access"), options.pop("is_live")
        assert isinstance(access, Access)
        options["baseline"] = _choice(options, access)
        if access != Access() and not (is_live or options["is_deployed"]):
            raise click.UsageError(f"{_ACCOUNT} have no effect without --deployed or --live")
        options["live"] = access if is_live else None
        del options["is_deployed"]
        return command(*arguments, **options)

    with_options = account_options(with_baseline)
    for option in reversed(_OPTIONS):
        with_options = option(with_options)
    return with_options


def _choice(options: dict[str, Any], access: Access) -> BaselineChoice:
    revision, template, manifest = options.pop("rev"), options.pop("template"), options.pop("other")
    is_deployed = options["is_deployed"]
    if sum([revision is not None, template is not None, manifest is not None, is_deployed]) > 1:
        raise click.UsageError("--rev, --template, --manifest and --deployed cannot be combined")
    return BaselineChoice(
        DEFAULT_REVISION if revision is None else revision,
        template,
        manifest,
        access if is_deployed else None,
    )


_OPTIONS = (
    click.option("--rev", metavar="REV", help="Compare with a git revision. Default: HEAD."),
    click.option(
        "--template",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Compare with a template file, YAML or JSON.",
    ),
    click.option("--manifest", "other", metavar="MANIFEST|NAME", help="Compare with another manifest."),
    click.option("--deployed", "is_deployed", is_flag=True, help="Compare with the deployed stack."),
    click.option(
        "--live", "is_live", is_flag=True, help="Read the context from AWS instead of from the file."
    ),
)
