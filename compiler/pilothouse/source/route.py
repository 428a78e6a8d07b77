"""Routes: the path from a document's root to one of its values."""

from __future__ import annotations

Route = tuple[str | int, ...]
"""Mapping keys and sequence indexes, outermost first; () is the whole document."""


def show_route(route: Route) -> str:
    """Write a route for people: `stages[0].deployments.api`."""
    shown = ""
    for step in route:
        if isinstance(step, int):
            shown += f"[{step}]"
        else:
            shown += f".{step}" if shown else step
    return shown
