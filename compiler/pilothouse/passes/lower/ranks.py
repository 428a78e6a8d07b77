"""The order within a group of actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter


def ranks(dependencies: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return for each name the length of its longest chain of dependencies, 0 if it depends on none.

    A dependency that isn't among the names counts as one without dependencies, as in Copilot. Raises
    graphlib.CycleError if names depend on each other.
    """
    found: dict[str, int] = {}
    for name in TopologicalSorter(dependencies).static_order():
        found[name] = 1 + max((found[other] for other in dependencies.get(name, ())), default=-1)
    return found
