"""Actions that depend on each other in a cycle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.rules.base import Subject
from pilothouse.rules.groups import Group, groups

_MOST_SHOWN = 12
"""Names of a cycle to show."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each cycle, at the dependency that closes it."""
    for group in groups(subject.manifest):
        for cycle in _cycles(group):
            yield _finding(subject, group, cycle)


def _cycles(group: Group) -> Iterator[list[str]]:
    """Yield cycles as names, each followed by one that it depends on; the last depends on the first.

    One walk finds them all: any edge back into the current path closes a cycle.
    """
    awaited = {entry.name: dict.fromkeys(entry.depends_on) for entry in group.entries}
    done: set[str] = set()
    for name, others in awaited.items():
        way = {} if name in done else {name: iter(others)}
        while way:
            last = next(reversed(way))
            following = next(way[last], None)
            if following is None:
                done.add(way.popitem()[0])
            elif following in way:
                names = list(way)
                yield names[names.index(following) :]
            elif following in awaited and following not in done:
                way[following] = iter(awaited[following])


def _finding(subject: Subject, group: Group, cycle: list[str]) -> Diagnostic:
    """Describe a cycle, from the name that comes first in the manifest; omit the middle of a long one."""
    entries = {entry.name: entry for entry in group.entries}
    order = {name: position for position, name in enumerate(entries)}
    start = min(range(len(cycle)), key=lambda index: order[cycle[index]])
    waits = cycle[start:] + cycle[:start]
    places = []
    for waiting, awaited in islice(zip(waits, [*waits[1:], waits[0]], strict=True), _MOST_SHOWN):
        entry = entries[waiting]
        index = entry.depends_on.index(awaited)
        places.append((subject.value((*entry.origin, "depends_on", index)), waiting, awaited))
    middle = [*waits[:_MOST_SHOWN], "…"] if len(waits) > _MOST_SHOWN else waits
    shown = " → ".join([*middle, waits[0]])
    message = f'"{waits[0]}" depends on itself' if len(waits) == 1 else f"these depend on each other: {shown}"
    related = tuple(Related(place, f'"{who}" depends on "{whom}"') for place, who, whom in places[1:])
    return Diagnostic(
        codes.DEPENDENCY_CYCLE, message, places[0][0], "remove one of these dependencies", related
    )
