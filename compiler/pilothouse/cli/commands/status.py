"""`pilothouse status`: the state of a deployed pipeline, and why it failed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from pilothouse.aws.clock import SystemClock
from pilothouse.aws.diagnose import diagnose
from pilothouse.aws.status import Status, read_execution_status, read_status, watch_pipeline
from pilothouse.cli import exits
from pilothouse.cli.errors import CommandError, say
from pilothouse.cli.executions import execution_option, find_execution, is_whole
from pilothouse.cli.target import Target, json_option, with_target
from pilothouse.cli.terminal import output_is_live, output_palette, write_aside, write_document, write_text
from pilothouse.render.failures_text import failures_text
from pilothouse.render.status_changes import status_changes
from pilothouse.render.status_json import status_json
from pilothouse.render.status_screen import status_screen
from pilothouse.render.status_text import status_text

if TYPE_CHECKING:
    from rich.console import Console

_FAILED = ("Failed", "Stopped", "Cancelled", "Superseded")


@click.command
@execution_option
@click.option("--watch", "watches", is_flag=True, help="Follow the execution until it finishes.")
@click.option(
    "--exit-status",
    "tells",
    is_flag=True,
    help="Exit with 1 if the execution failed, was stopped or was superseded.",
)
@json_option
@with_target
def command(target: Target, execution: str, *, watches: bool, tells: bool, as_json: bool) -> int:
    """Show the state of a deployed pipeline, and why it failed.

    Without --execution, shows the latest execution; with --watch, the one that is the latest at the start.

    NAME: the pipeline's name in its manifest or in AWS. Optional if there is only one pipeline.

    \b
    Examples:
      pilothouse status main
      pilothouse status main --watch --exit-status
    """
    status = _watched(target, execution, as_json=as_json) if watches else _read(target, execution)
    failures = diagnose(target.account, status)
    if as_json:
        write_document(status_json(status, failures))
    else:
        palette = output_palette()
        write_text(status_text(status, datetime.now(UTC), palette))
        write_text(failures_text(failures, palette))
    return _exit_code(status) if tells else exits.DONE


def _exit_code(status: Status) -> int:
    """Raise CommandError for a script that should stop, given the exit status."""
    name, execution = status.pipeline.name, status.execution
    if execution is None:
        raise CommandError(f"{name} has never run", f"start it: pilothouse start {name}", exits.ENVIRONMENT)
    if execution.status == "Superseded" and status.newest:
        say(
            f"execution {execution.id} of {name} was superseded: a newer one contains its changes",
            f"follow that: pilothouse status {name} --execution {status.newest.id} --watch",
        )
    return exits.FINDINGS if execution.status in _FAILED else exits.DONE


def _read(target: Target, wanted: str) -> Status:
    if not wanted:
        return read_status(target.account, target.pipeline)
    execution = find_execution(target, wanted).id
    status = read_execution_status(target.account, target.pipeline, execution)
    if status is None:
        raise CommandError(f"{target.pipeline.name} has no execution {execution}", "", exits.ENVIRONMENT)
    return status


def _watched(target: Target, wanted: str, *, as_json: bool) -> Status:
    """Show an execution until it has ended, live on a terminal; return its final state."""
    execution = wanted if not wanted or is_whole(wanted) else find_execution(target, wanted).id
    views = watch_pipeline(target.account, target.pipeline, SystemClock(), execution)
    if output_is_live() and not as_json:
        return _live(views)
    return _plain(views, to_stderr=as_json)


def _plain(views: Iterable[Status], *, to_stderr: bool) -> Status:
    last = None
    for view in views:
        for line in status_changes(last, view):
            (write_aside if to_stderr else write_text)(f"{line}\n")
        last = view
    assert last is not None, "a watch has at least one view"
    return last


def _live(views: Iterable[Status]) -> Status:
    from rich.console import Console

    return draw(views, Console())


def draw(views: Iterable[Status], console: Console) -> Status:
    """Draw each view over the last one, in as many rows as there are; an interrupted one stays."""
    from rich.live import Live
    from rich.text import Text

    last = None
    with Live(console=console, auto_refresh=False) as live:
        for view in views:
            rows, columns = console.height - 1, console.width
            text = status_screen(view, datetime.now(UTC), rows, columns, output_palette())
            live.update(Text.from_ansi(text, no_wrap=True, overflow="ellipsis"), refresh=True)
            last = view
        live.transient = True  # printed as a whole instead
    assert last is not None, "a watch has at least one view"
    return last
