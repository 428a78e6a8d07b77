"""The known name that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the known name that looks most like `name`, or an empty text if none does.

    `likeness` is what it must have at least: 0 for nothing in common, 1 for the same.
    """
    from difflib import get_close_matches

    matches = get_close_matches(name, list(known), n=1, cutoff=likeness)
    return matches[0] if matches else ""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a question that offers the nearest known name; `otherwise` if none is near."""
    match = nearest(name, known)
    return f'did you mean "{match}"?' if match else otherwise
