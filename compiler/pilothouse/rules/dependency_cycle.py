"""Actions that wait for each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.rules.base import Subject
from pilothouse.rules.groups import Group, groups


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each circle, at the dependency that closes it."""
    for group in groups(subject.manifest):
        for cycle in _cycles(group):
            yield _finding(subject, group, cycle)


def _cycles(group: Group) -> Iterator[list[str]]:
    """Yield circles as names, each followed by one that depends on it; the first name comes again as last."""
    edges = {entry.name: dict.fromkeys(entry.depends_on) for entry in group.entries}
    while True:
        try:
            TopologicalSorter(edges).prepare()
        except CycleError as error:
            cycle: list[str] = error.args[1]
            yield cycle
            del edges[cycle[1]][cycle[0]]
        else:
            return


def _finding(subject: Subject, group: Group, cycle: list[str]) -> Diagnostic:
    ring = cycle[:-1]
    start = min(range(len(ring)), key=lambda i: group.names.index(ring[i]))
    ring = ring[start:] + ring[:start]
    entries = {entry.name: entry for entry in group.entries}
    waits = [*reversed(ring)]
    waits = [waits[-1], *waits[:-1]]
    places = []
    for waiting, awaited in zip(waits, [*waits[1:], waits[0]], strict=True):
        entry = entries[waiting]
        index = entry.depends_on.index(awaited)
        places.append((subject.value((*entry.origin, "depends_on", index)), waiting, awaited))
    shown = " → ".join([*waits, waits[0]])
    message = f'"{waits[0]}" depends on itself' if len(waits) == 1 else f"these wait for each other: {shown}"
    related = tuple(Related(place, f'"{who}" waits for "{whom}"') for place, who, whom in places[1:])
    return Diagnostic(
        codes.DEPENDENCY_CYCLE, message, places[0][0], "remove one of these dependencies", related
    )
