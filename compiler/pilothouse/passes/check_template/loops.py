"""Loops in templates (`Fn::ForEach`), and how many times they copy their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

UNCOUNTED = 10**9
"""The count stops here."""
_LOOP = "Fn::ForEach::"


def inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    """Return the entries of a mapping or a list, none of anything else."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def is_loop(step: str | int, value: Any) -> bool:
    """Whether a key and its value make a loop: a variable, a collection, and the content for each item."""
    return str(step).startswith(_LOOP) and isinstance(value, list) and len(value) == 3


def rounds(loop: list[Any], widest: int) -> int:
    """Return the number of rounds of a loop; at most `widest` if it only refers to its collection."""
    return len(loop[1]) if isinstance(loop[1], list) else widest


def widest_collection(template: Mapping[str, Any]) -> int:
    """Return the maximum length of a collection that a loop refers to: a parameter's list, or a mapping's."""
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
    """Yield the members of a section by name, including those in loops, and the number of copies of each."""
    for name, value in inside(section):
        if is_loop(name, value):
            yield from members(value[2], widest, min(UNCOUNTED, times * rounds(value, widest)))
        else:
            yield str(name), value, times
