"""The known name that somebody probably meant, for rules."""

from __future__ import annotations

from collections.abc import Iterable

from pilothouse.diagnostics.fix import Fix, ReplaceScalar
from pilothouse.diagnostics.nearest import did_you_mean, nearest
from pilothouse.source.route import Route

__all__ = ["did_you_mean", "nearest", "write_nearest"]


def write_nearest(route: Route, name: str, known: Iterable[str]) -> Fix | None:
    """Offer to write the nearest known name at `route`; it is a guess."""
    match = nearest(name, known)
    return Fix(f'write "{match}"', (ReplaceScalar(route, match),), is_safe=False) if match else None
