"""`pilothouse status`: how a deployed pipeline stands, and why it failed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import click

from pilothouse.aws.clock import SystemClock
from pilothouse.aws.diagnose import diagnose
from pilothouse.aws.status import Status, read_status, watch_pipeline
from pilothouse.cli import exits
from pilothouse.cli.report import palette_for
from pilothouse.cli.target import Target, json_option, with_target
from pilothouse.render.failures_text import failures_text
from pilothouse.render.status_changes import status_changes
from pilothouse.render.status_json import status_json
from pilothouse.render.status_text import status_text

_FAILED = ("Failed", "Stopped", "Cancelled")


@click.command
@with_target
@click.option("--watch", "watches", is_flag=True, help="Go on until the execution has ended.")
@click.option(
    "--exit-status", "tells", is_flag=True, help="End with 1 if the execution failed or was stopped."
)
@json_option
def command(target: Target, *, watches: bool, tells: bool, as_json: bool) -> int:
    """Show how a deployed pipeline stands, and why it failed.

    NAME is a pipeline's name or its real name in AWS; without it, the only one is meant.
    """
    status = _watched(target, as_json=as_json) if watches else read_status(target.account, target.pipeline)
    failures = diagnose(target.account, status)
    if as_json:
        click.echo(status_json(status, failures), nl=False)
    else:
        palette = palette_for(sys.stdout)
        if not (watches and sys.stdout.isatty()):
            click.echo(status_text(status, datetime.now(UTC), palette), nl=False)
        click.echo(failures_text(failures, palette), nl=False)
    failed = status.execution is not None and status.execution.status in _FAILED
    return exits.FINDINGS if tells and failed else exits.DONE


def _watched(target: Target, *, as_json: bool) -> Status:
    """Show a pipeline until its execution has ended, live on a terminal; return how it stands then."""
    views = watch_pipeline(target.account, target.pipeline, SystemClock())
    if sys.stdout.isatty() and not as_json:
        return _live(views)
    return _plain(views, to_stderr=as_json)


def _plain(views: Iterable[Status], *, to_stderr: bool) -> Status:
    last = None
    for view in views:
        for line in status_changes(last, view):
            click.echo(line, err=to_stderr)
        last = view
    assert last is not None, "a watch has at least one view"
    return last


def _live(views: Iterable[Status]) -> Status:
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    last = None
    with Live(console=Console(), auto_refresh=False) as live:
        for view in views:
            text = status_text(view, datetime.now(UTC), palette_for(sys.stdout))
            live.update(Text.from_ansi(text.rstrip()), refresh=True)
            last = view
    assert last is not None, "a watch has at least one view"
    return last
