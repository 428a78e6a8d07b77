"""Arguments and options that several commands take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")


class RenamedOption(click.Option):
    """An option that AWS Copilot knows by other names: they work as well, and help doesn't list them."""

    def __init__(self, names: Sequence[str], *, copilot: Sequence[str], **attributes: Any) -> None:
        super().__init__([*names, *copilot], **attributes)
        self._hidden_names = frozenset(copilot)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line in the help, without the hidden names."""
        opts = self.opts
        self.opts = [name for name in opts if name not in self._hidden_names]
        try:
            return super().get_help_record(ctx)
        finally:
            self.opts = opts


def name_argument(metavar: str = "[NAME]") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Add an argument to a command, which takes it as `name`: empty if it isn't given.

    The hidden `-n` and `--name`, Copilot's way to give it, work as well.
    """

    def decorate(command: Callable[P, R]) -> Callable[P, R]:
        @wraps(command)
        def with_name(*arguments: P.args, **options: P.kwargs) -> R:
            given = {str(name) for name in (options.pop("name"), options.pop("copilot_name")) if name}
            if len(given) > 1:
                raise click.UsageError(f"two names are given: {' and '.join(sorted(given))}")
            options["name"] = next(iter(given), "")
            return command(*arguments, **options)

        argument = click.argument("name", required=False, default="", metavar=metavar)
        return argument(click.option("-n", "--name", "copilot_name", default="", hidden=True)(with_name))

    return decorate


manifests_argument = click.argument("manifests", nargs=-1, metavar="[MANIFEST|FOLDER|NAME|-]...")
context_option = click.option(
    "--context",
    "context",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What is known of the AWS accounts. Default: copilot/context.yml of the workspace.",
)
lenient_option = click.option(
    "--lenient",
    is_flag=True,
    help="Only warn of what Copilot passes over without a word: unknown and misplaced keys.",
)
stdin_option = click.option(
    "--stdin-filename",
    "stdin_name",
    default="",
    metavar="FILE",
    help="Where what `-` reads from standard input would lie: for messages, and to find the workspace.",
)
