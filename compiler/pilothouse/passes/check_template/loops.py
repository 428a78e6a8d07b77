"""Loops in templates (`Fn::ForEach`), and how often what stands in them is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

UNCOUNTED = 10**9
"""Where counting ends."""
_LOOP = "Fn::ForEach::"


def inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    """Return the entries of a mapping or a list, none of anything else."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def is_loop(step: str | int, value: Any) -> bool:
    """Whether a key and its value make a loop: a variable, a collection, and what is written for each."""
    return str(step).startswith(_LOOP) and isinstance(value, list) and len(value) == 3


def rounds(loop: list[Any], widest: int) -> int:
    """Return how often a loop writes; one that only refers to its collection, at most `widest` times."""
    return len(loop[1]) if isinstance(loop[1], list) else widest


def widest_collection(template: Mapping[str, Any]) -> int:
    """Return how long a collection can be that a loop only refers to: a parameter's list, or a mapping's."""
    longest, waiting = 1, [template.get("Parameters"), template.get("Mappings")]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            longest = max(longest, len(value))
        elif isinstance(value, str):
            longest = max(longest, value.count(",") + 1)
        waiting += (item for _, item in inside(value))
    return longest


def members(section: Any, widest: int, times: int = 1) -> Iterator[tuple[str, Any, int]]:
    """Yield what a section holds by name, those in loops, too, and how often each is written."""
    for name, value in inside(section):
        if is_loop(name, value):
            yield from members(value[2], widest, min(UNCOUNTED, times * rounds(value, widest)))
        else:
            yield str(name), value, times
