"""Names that become the same name in the template, where the second would silently replace the first."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.ir import names
from pilothouse.ir.manifest import StageSection
from pilothouse.rules.base import Subject
from pilothouse.source.route import Route, show_route

_LOGICAL_ID, _ACTION_NAME = "logical ID", "action name"
_RULES = {
    _LOGICAL_ID: "logical IDs contain only letters and digits",
    _ACTION_NAME: "the actions of a stage need different names",
}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each second owner of a logical ID, or of an action's name within its stage."""
    ids: dict[str, Route] = {}
    stages = {stage.name: stage for stage in reversed(subject.manifest.stages)}
    for stage in reversed(stages.values()):
        yield from _clashes(subject, _LOGICAL_ID, _logical_ids(stage), ids)
        yield from _clashes(subject, _ACTION_NAME, _action_names(stage, subject.workloads), {})


def _clashes(
    subject: Subject, kind: str, owned: Iterator[tuple[str, Route]], owners: dict[str, Route]
) -> Iterator[Diagnostic]:
    clashing = set()
    for name, route in owned:
        owner = owners.setdefault(name, route)
        if owner != route and (owner, route) not in clashing:
            clashing.add((owner, route))
            yield Diagnostic(
                codes.NAME_CLASH,
                f"{_shown(route, owner)} and {_shown(owner, route)} both get the {kind} {name}",
                subject.key(route),
                f"rename one: {_RULES[kind]}",
                (Related(subject.key(owner), "also here"),),
            )


def _shown(route: Route, other: Route) -> str:
    """Name a place by its key, or by its route if the other's key is the same."""
    if route[-1] == "name":
        return "a workload"
    return f'"{show_route(route)}"' if route[-1] == other[-1] else f'"{route[-1]}"'


def _logical_ids(stage: StageSection) -> Iterator[tuple[str, Route]]:
    for action in stage.pre_deployments:
        yield names.pre_deployment_id(stage.name, action.name), action.origin
        yield names.role_id(names.pre_deployment_id(stage.name, action.name)), action.origin
    for action in stage.post_deployments:
        yield names.post_deployment_id(stage.name, action.name), action.origin
        yield names.role_id(names.post_deployment_id(stage.name, action.name)), action.origin
    if stage.test_commands:
        yield names.test_project_id(stage.name), (*stage.origin, "test_commands")


def _action_names(stage: StageSection, workloads: tuple[str, ...]) -> Iterator[tuple[str, Route]]:
    if stage.requires_approval:
        yield names.approval_action(stage.name), (*stage.origin, "requires_approval")
    for deployment in stage.deployments:
        yield names.deploy_action(deployment.name, stage.name), deployment.origin
    if not stage.deployments:
        for workload in workloads:
            yield names.deploy_action(workload, stage.name), (*stage.origin, "name")
    if stage.test_commands:
        yield names.TEST_ACTION, (*stage.origin, "test_commands")
    for action in (*stage.pre_deployments, *stage.post_deployments):
        yield action.name, action.origin
