"""A stack's resources as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from pilothouse.aws.ports.stacks import StackResource
from pilothouse.aws.stack_status import has_failed, is_running
from pilothouse.render.cells import shown

_WAITING = "waiting for CloudFormation"
_AROUND = 4  # rows: the head, the caption, which may take two, and the cursor's


def stack_screen(status: str, resources: Iterable[StackResource], rows: int) -> Table:
    """Draw the table in at most `rows` rows: a longer one shows only resources in progress, and a count."""
    touched = list(resources)
    room = max(1, rows - _AROUND)
    if 2 * len(touched) <= room:  # a row of the whole table may take two
        return stack_table(status, touched)
    at_work = sorted(filter(_is_at_work, touched), key=lambda one: is_running(one.status))
    caption = f"{status or _WAITING}, {len(touched) - len(at_work)} done"
    if len(at_work) > room:
        caption += f", {len(at_work) - room} more in progress"
    table = Table(box=None, pad_edge=False, caption=_text(caption), caption_justify="left", expand=True)
    table.add_column(width=1)
    table.add_column("Resource", no_wrap=True, overflow="ellipsis")
    table.add_column("Status", no_wrap=True, overflow="ellipsis")
    for one in at_work[:room]:
        table.add_row(_mark(one.status), _text(one.logical_id), _text(one.status, _style(one.status)))
    return table


def stack_table(status: str, resources: Iterable[StackResource]) -> Table:
    """Draw the resources in the operation, in the order of their first event, and the stack's status."""
    table = Table(box=None, pad_edge=False, caption=_text(status or _WAITING), caption_justify="left")
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
    """Use a text as it is: rich would read markup in it."""
    return Text(shown(text), style)


def _is_at_work(resource: StackResource) -> bool:
    return is_running(resource.status) or has_failed(resource.status)


def _mark(status: str) -> Spinner | Text:
    if is_running(status):
        return Spinner("dots")
    return Text("x", "red") if has_failed(status) else Text("+", "green")


def _style(status: str) -> str:
    if has_failed(status):
        return "red"
    return "yellow" if is_running(status) else "green"
