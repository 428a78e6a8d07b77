"""A deployment that isn't a workload and has no template."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, RenameKey
from pilothouse.diagnostics.nearest import did_you_mean, nearest
from pilothouse.ir import names
from pilothouse.rules.base import Subject
from pilothouse.source.route import Route


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning for each. It isn't an error because the build may still write the default template."""
    known = sorted({*subject.workloads, *subject.context.workloads})
    if not known:
        return
    names_known = frozenset(known)
    for stage in subject.manifest.stages:
        for deployment in stage.deployments:
            if deployment.name not in names_known and not deployment.template_path:
                template = names.template_path(deployment.name, stage.name)
                yield Diagnostic(
                    codes.UNKNOWN_WORKLOAD,
                    f'"{deployment.name}" is not a workload of the application and has no "template_path"',
                    subject.key(deployment.origin),
                    did_you_mean(deployment.name, known, f"if it is right, the build must write {template}"),
                    fix=_rename(deployment.origin, nearest(deployment.name, known)),
                )


def _rename(route: Route, name: str) -> Fix | None:
    return Fix(f'write "{name}"', (RenameKey(route, name),), is_safe=False) if name else None
