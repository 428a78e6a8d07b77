"""Lower a stage: each group of actions starts after the whole group before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pilothouse.ir import names
from pilothouse.ir.context import Environment
from pilothouse.ir.graph import Action, ActionKind, Approval, BuildAction, DeployAction, Stage, TestAction
from pilothouse.ir.manifest import ActionEntry, DeploymentEntry, StageSection
from pilothouse.passes.lower.ranks import ranks


def lower_stage(
    stage: StageSection, environment: Environment, application: str, workloads: tuple[str, ...]
) -> Stage:
    """Lower one stage. If it lists no deployments, it deploys the local workloads."""
    approval = _approval(stage)
    start = _next(0, [approval] if approval else [])
    pre = _build_actions(
        stage.pre_deployments, stage.name, ActionKind.PRE_DEPLOYMENT, names.pre_deployment_id, start
    )
    start = _next(start, pre)
    entries = stage.deployments or tuple(_default_deployment(name, stage) for name in workloads)
    deployments = _deploy_actions(entries, stage.name, application, start)
    start = _next(start, deployments)
    post = _build_actions(
        stage.post_deployments, stage.name, ActionKind.POST_DEPLOYMENT, names.post_deployment_id, start
    )
    return Stage(
        name=stage.name,
        full_name=names.stage_name(stage.name),
        environment=environment,
        approval=approval,
        pre_deployments=pre,
        deployments=deployments,
        post_deployments=post,
        test=_test(stage, start),
        origin=stage.origin,
    )


def _next(start: int, group: Sequence[Action]) -> int:
    """Return the run order at which the group after `group` starts."""
    return max((action.run_order for action in group), default=max(start, 1) - 1) + 1


def _approval(stage: StageSection) -> Approval | None:
    if not stage.requires_approval:
        return None
    origin = (*stage.origin, "requires_approval")
    return Approval(ActionKind.APPROVAL, names.approval_action(stage.name), 1, (), origin)


def _build_actions(
    entries: Sequence[ActionEntry],
    environment: str,
    kind: ActionKind,
    project_id: Callable[[str, str], str],
    start: int,
) -> tuple[BuildAction, ...]:
    order = ranks({entry.name: entry.depends_on for entry in entries})
    known = {entry.name for entry in entries}
    actions = (
        BuildAction(
            kind=kind,
            name=entry.name,
            run_order=start + order[entry.name],
            depends_on=tuple(name for name in dict.fromkeys(entry.depends_on) if name in known),
            origin=entry.origin,
            project_id=(project := project_id(environment, entry.name)),
            role_id=names.role_id(project),
            output_artifact=names.output_artifact(project),
            buildspec=entry.buildspec,
        )
        for entry in entries
    )
    return tuple(sorted(actions, key=lambda action: action.name))


def _deploy_actions(
    entries: Sequence[DeploymentEntry], environment: str, application: str, start: int
) -> tuple[DeployAction, ...]:
    order = ranks({entry.name: entry.depends_on for entry in entries})
    actions = (
        DeployAction(
            kind=ActionKind.DEPLOYMENT,
            name=names.deploy_action(entry.name, environment),
            run_order=start + order[entry.name],
            depends_on=tuple(
                names.deploy_action(other, environment) for other in dict.fromkeys(entry.depends_on)
            ),
            origin=entry.origin,
            deployment=entry.name,
            stack_name=entry.stack_name or names.deployed_stack(application, environment, entry.name),
            template_path=entry.template_path or names.template_path(entry.name, environment),
            template_config=entry.template_config or names.template_config(entry.name, environment),
        )
        for entry in entries
    )
    return tuple(sorted(actions, key=lambda action: action.name))


def _default_deployment(workload: str, stage: StageSection) -> DeploymentEntry:
    return DeploymentEntry(workload, (), "", "", "", stage.origin)


def _test(stage: StageSection, start: int) -> TestAction | None:
    if not stage.test_commands:
        return None
    return TestAction(
        kind=ActionKind.TEST,
        name=names.TEST_ACTION,
        run_order=start,
        depends_on=(),
        origin=(*stage.origin, "test_commands"),
        project_id=names.test_project_id(stage.name),
        commands=stage.test_commands,
    )
