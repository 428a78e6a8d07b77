"""A name listed twice in one `depends_on`."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.fix import Fix, Remove
from pilothouse.rules.base import Subject
from pilothouse.rules.groups import Entry, groups


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning for each repeat: we count it once, Copilot starts the dependent action too early."""
    for group in groups(subject.manifest):
        for entry in group.entries:
            yield from _repeats(subject, entry)


def _repeats(subject: Subject, entry: Entry) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for index, name in enumerate(entry.depends_on):
        earlier = first.setdefault(name, index)
        if earlier != index:
            route = (*entry.origin, "depends_on")
            yield Diagnostic(
                codes.DUPLICATE_DEPENDENCY,
                f'"{entry.name}" depends on "{name}" twice',
                subject.value((*route, index)),
                "remove the second one: it makes Copilot start the action too early",
                (Related(subject.value((*route, earlier)), "first named here"),),
                fix=Fix(f'remove the second "{name}"', (Remove((*route, index)),), is_safe=True),
            )
