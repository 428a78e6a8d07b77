"""A `depends_on` that isn't the name of anything in its group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.nearest import did_you_mean, listed
from pilothouse.rules.base import Subject
from pilothouse.rules.groups import Group, groups
from pilothouse.rules.nearest import write_nearest


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each name that isn't in the group."""
    for group in groups(subject.manifest):
        known = frozenset(group.names)
        for entry in group.entries:
            for index, name in enumerate(entry.depends_on):
                if name not in known:
                    route = (*entry.origin, "depends_on", index)
                    others = [other for other in group.names if other != entry.name]
                    yield Diagnostic(
                        codes.UNKNOWN_DEPENDENCY,
                        f'"{entry.name}" depends on "{name}", which is not among the stage\'s {group.key}',
                        subject.value(route),
                        _help(group, name, others),
                        fix=write_nearest(route, name, others),
                    )


def _help(group: Group, name: str, others: Sequence[str]) -> str:
    stage = group.stage
    for key, entries in (
        ("pre_deployments", stage.pre_deployments),
        ("deployments", stage.deployments),
        ("post_deployments", stage.post_deployments),
    ):
        if key != group.key and any(entry.name == name for entry in entries):
            return f"{name} is one of the {key}, and a group always waits for the groups before it"
    return did_you_mean(name, others, f"available: {listed(others)}" if others else "remove the name")
