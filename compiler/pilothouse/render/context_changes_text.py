"""The changes of a context, one line per value."""

from __future__ import annotations

from collections.abc import Iterable

from pilothouse.diff.compare_contexts import ContextChange
from pilothouse.render.cells import shown


def context_changes_text(changes: Iterable[ContextChange]) -> str:
    """Write changes: `+` for new values, `-` for removed ones, `~` for different ones."""
    return "".join(f"{_line(change)}\n" for change in changes)


def _line(change: ContextChange) -> str:
    if change.old is None:
        return shown(f"+ {change.path}: {change.new}")
    if change.new is None:
        return shown(f"- {change.path}: {change.old}")
    return shown(f"~ {change.path}: {change.old} -> {change.new}")
