"""What changed in a context, a line for each value."""

from __future__ import annotations

from collections.abc import Iterable

from pilothouse.diff.compare_contexts import ContextChange
from pilothouse.render.cells import shown


def context_changes_text(changes: Iterable[ContextChange]) -> str:
    """Write changes: `+` for what is new, `-` for what is gone, `~` for what differs."""
    return "".join(f"{_line(change)}\n" for change in changes)


def _line(change: ContextChange) -> str:
    if change.old is None:
        return shown(f"+ {change.path}: {change.new}")
    if change.new is None:
        return shown(f"- {change.path}: {change.old}")
    return shown(f"~ {change.path}: {change.old} -> {change.new}")
