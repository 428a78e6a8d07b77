"""A stack's resources as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from pilothouse.aws.ports.stacks import StackResource
from pilothouse.aws.stack_status import has_failed, is_running
from pilothouse.render.cells import shown


def stack_table(status: str, resources: Iterable[StackResource]) -> Table:
    """Draw the resources that were touched, in the order in which they came, and the stack's status."""
    table = Table(
        box=None, pad_edge=False, caption=status or "waiting for CloudFormation", caption_justify="left"
    )
    table.add_column()
    table.add_column("Resource", overflow="fold")
    table.add_column("Type", style="dim", overflow="fold")
    table.add_column("Status")
    table.add_column("", overflow="fold")
    for one in resources:
        style = _style(one.status)
        table.add_row(
            _mark(one.status),
            _text(one.logical_id),
            _text(one.type),
            _text(one.status, style),
            _text(one.reason),
        )
    return table


def _text(text: str, style: str = "") -> Text:
    """Take a text as it is: rich would read markup in it."""
    return Text(shown(text), style)


def _mark(status: str) -> Spinner | Text:
    if is_running(status):
        return Spinner("dots")
    return Text("x", "red") if has_failed(status) else Text("+", "green")


def _style(status: str) -> str:
    if has_failed(status):
        return "red"
    return "yellow" if is_running(status) else "green"
