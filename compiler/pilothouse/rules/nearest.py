"""A fix that writes the closest known name."""

from __future__ import annotations

from collections.abc import Iterable

from pilothouse.diagnostics.fix import Fix, ReplaceScalar
from pilothouse.diagnostics.nearest import nearest
from pilothouse.source.route import Route


def write_nearest(route: Route, name: str, known: Iterable[str]) -> Fix | None:
    """Offer to write the closest known name at `route`; it is a guess."""
    match = nearest(name, known)
    return Fix(f'write "{match}"', (ReplaceScalar(route, match),), is_safe=False) if match else None
