"""The progress of a stack: a live table on a terminal, plain lines elsewhere. On standard error."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from pilothouse.aws.watch import View
from pilothouse.cli.terminal import aside_is_live, tell
from pilothouse.render.stack_events_text import stack_event_text


def follow(views: Iterable[View]) -> View:
    """Show views as they arrive, and return the last one."""
    shown = _live(views) if aside_is_live() else _plain(views)
    return deque(shown, maxlen=1).pop()


def _plain(views: Iterable[View]) -> Iterator[View]:
    for view in views:
        for event in view.news:
            tell(stack_event_text(event))
        yield view


def _live(views: Iterable[View]) -> Iterator[View]:
    from rich.console import Console
    from rich.live import Live

    from pilothouse.render.stack_table import stack_screen, stack_table

    console = Console(stderr=True)
    with Live(console=console, refresh_per_second=4) as live:
        for view in views:
            live.update(stack_screen(view.status, view.resources.values(), console.height))
            yield view
            if view.is_last:
                live.update(stack_table(view.status, view.resources.values()))
