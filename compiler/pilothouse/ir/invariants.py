"""Invariants of every graph and stack, for any manifest: checked by tests, not at run time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from pilothouse.ir.graph import Action, ActionKind, BuildAction, Graph, Stage, TestAction
from pilothouse.ir.stack import OUTSIDE_TEMPLATE, Stack, TemplatePath
from pilothouse.source.route import show_route


def graph_violations(graph: Graph) -> tuple[str, ...]:
    """Return the violations in a graph, one sentence each."""
    return tuple(_graph_violations(graph))


def stack_violations(stack: Stack) -> tuple[str, ...]:
    """Return the violations in a stack, one sentence each."""
    return tuple(_stack_violations(stack))


def _graph_violations(graph: Graph) -> Iterator[str]:
    for name in _repeated(stage.full_name for stage in graph.stages):
        yield f"stage {name} appears twice"
    for stage in graph.stages:
        for violation in _stage_violations(stage):
            yield f"stage {stage.full_name}: {violation}"
    for logical_id in _repeated(_logical_ids(graph)):
        yield f"logical ID {logical_id} is used twice"


def _stage_violations(stage: Stage) -> Iterator[str]:
    for name in _repeated(action.name for action in stage.actions):
        yield f"action {name} appears twice"
    by_name = {action.name: action for action in stage.actions}
    for action in stage.actions:
        if action.run_order < 1:
            yield f"action {action.name} has run order {action.run_order}"
        for name in action.depends_on:
            other = by_name.get(name)
            if other is None:
                yield f"action {action.name} depends on {name}, which does not exist"
            elif other.run_order >= action.run_order:
                yield f"action {action.name} depends on {name}, but doesn't run after it"
    yield from _group_violations(stage)


def _group_violations(stage: Stage) -> Iterator[str]:
    groups: dict[ActionKind, Sequence[Action]] = {
        ActionKind.APPROVAL: [stage.approval] if stage.approval else [],
        ActionKind.PRE_DEPLOYMENT: stage.pre_deployments,
        ActionKind.DEPLOYMENT: stage.deployments,
        ActionKind.POST_DEPLOYMENT: stage.post_deployments,
        ActionKind.TEST: [stage.test] if stage.test else [],
    }
    for kind, group in groups.items():
        for action in group:
            if action.kind is not kind:
                yield f"action {action.name} is a {action.kind} among the actions of kind {kind}"
    last = [*groups.pop(ActionKind.POST_DEPLOYMENT), *groups.pop(ActionKind.TEST)]
    there = [group for group in (*groups.values(), last) if group]
    for before, after in pairwise(there):
        if max(action.run_order for action in before) >= min(action.run_order for action in after):
            yield f"{after[0].kind} starts before {before[0].kind} has ended"


def _logical_ids(graph: Graph) -> Iterator[str]:
    for action in graph.actions():
        if isinstance(action, BuildAction):
            yield from (action.project_id, action.role_id, action.output_artifact)
        elif isinstance(action, TestAction):
            yield action.project_id


def _stack_violations(stack: Stack) -> Iterator[str]:
    if () not in stack.origins:
        yield "the template as a whole has no origin"
    for path in stack.origins:
        is_outside = bool(path) and path[0] in OUTSIDE_TEMPLATE
        if not is_outside and not _leads_somewhere(stack.template, path):
            yield f"origin {show_route(path)} is not in the template"
    resources = stack.template.get("Resources", {})
    known = {*resources, *stack.template.get("Parameters", {})}
    for name in sorted(set(_references(stack.template)) - known):
        if not name.startswith("AWS::"):
            yield f"{name} is referred to, but does not exist"
    for resource in resources.values():
        if resource["Type"] == "AWS::CodePipeline::Pipeline":
            yield from _pipeline_violations(resource["Properties"]["Stages"])


def _pipeline_violations(stages: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Check CodePipeline's rules for stages, actions and run orders (user guide, structure reference)."""
    for name in _repeated(stage["Name"] for stage in stages):
        yield f"pipeline stage {name} appears twice"
    for stage in stages:
        for name in _repeated(action["Name"] for action in stage["Actions"]):
            yield f"pipeline stage {stage['Name']}: action {name} appears twice"
        for action in stage["Actions"]:
            name, order = action["Name"], action["RunOrder"]
            if order < 1:
                yield f"pipeline stage {stage['Name']}: action {name} has run order {order}"
    yield from _artifact_violations(stages)


def _artifact_violations(stages: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Check that each artifact is produced once, and before it is used."""
    made: set[str] = set()
    for running in _in_running_order(stages):
        for action in running:
            for artifact in _artifacts(action, "InputArtifacts"):
                if artifact not in made:
                    yield f"action {action['Name']} uses artifact {artifact}, which isn't produced before it"
        new = [artifact for action in running for artifact in _artifacts(action, "OutputArtifacts")]
        for artifact in _repeated([*new, *made.intersection(new)]):
            yield f"artifact {artifact} is produced twice"
        made.update(new)


def _in_running_order(stages: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the actions that run at the same time."""
    for stage in stages:
        for order in sorted({action["RunOrder"] for action in stage["Actions"]}):
            yield [action for action in stage["Actions"] if action["RunOrder"] == order]


def _artifacts(action: dict[str, Any], key: str) -> list[str]:
    return [artifact["Name"] for artifact in action.get(key, [])]


def _references(value: object) -> Iterator[str]:
    """Yield every logical ID that a template refers to by Ref, GetAtt or DependsOn."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("Ref", "DependsOn") and isinstance(item, str):
                yield item
            elif key == "DependsOn" and isinstance(item, list):
                yield from item
            elif key == "Fn::GetAtt":
                yield item[0] if isinstance(item, list) else item.partition(".")[0]
            else:
                yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def _leads_somewhere(template: object, path: TemplatePath) -> bool:
    value = template
    for step in path:
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return False
    return True


def _repeated(items: Iterable[str]) -> list[str]:
    return sorted(item for item, count in Counter(items).items() if count > 1)
