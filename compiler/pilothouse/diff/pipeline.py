"""A pipeline's stages and actions, as far as order, approvals and targets go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pilothouse.diff.functions import shown
from pilothouse.diff.node import FunctionNode, KeyedNode, MapNode, Node, ScalarNode
from pilothouse.diff.normalize import Resource
from pilothouse.ir.stack import TemplatePath
from pilothouse.source.integer import integer

_NUMBER = re.compile("[0-9]+")
_ROLE_ACCOUNT = re.compile(r"arn:[^:]*:iam::([^:]+):")


@dataclass(frozen=True, slots=True)
class Action:
    """An action; `account` is the one whose roles it works with, empty if it names none."""

    name: str
    category: str
    run_order: int
    region: str
    account: str
    path: TemplatePath


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with its actions by name; `index` is its place in the pipeline."""

    name: str
    index: int
    actions: Mapping[str, Action]
    path: TemplatePath

    def of_category(self, category: str) -> tuple[Action, ...]:
        """The actions of one category (`Approval`, `Deploy`)."""
        return tuple(action for action in self.actions.values() if action.category == category)


def read_stages(pipeline: Resource) -> Mapping[str, Stage] | None:
    """Return a pipeline's stages in order, by name; None if they can't be told apart (`Fn::If`)."""
    stages = pipeline.properties.entries.get("Stages")
    if not isinstance(stages, KeyedNode):
        return None
    return {
        name: Stage(name, index, {action.name: action for action in _actions(node)}, node.path)
        for index, (name, node) in enumerate(stages.items.items())
    }


def _actions(stage: Node) -> Iterator[Action]:
    actions = stage.entries.get("Actions") if isinstance(stage, MapNode) else None
    for name, node in actions.items.items() if isinstance(actions, KeyedNode) else ():
        if isinstance(node, MapNode):
            run_order = _text(node, "RunOrder")
            yield Action(
                name=name,
                category=_text(node, "ActionTypeId", "Category"),
                run_order=integer(run_order) if _NUMBER.fullmatch(run_order) else 1,
                region=_text(node, "Region"),
                account=_account(node),
                path=node.path,
            )


def _account(action: MapNode) -> str:
    for way in (("RoleArn",), ("Configuration", "RoleArn")):
        if found := _ROLE_ACCOUNT.search(_text(action, *way)):
            return found[1]
    return ""


def _text(node: Node, *way: str) -> str:
    """Return the text at the end of a way, as it is shown; empty if there is none."""
    for key in way:
        if not isinstance(node, MapNode) or key not in node.entries:
            return ""
        node = node.entries[key]
    match node:
        case ScalarNode(value=str(text)):
            return text
        case FunctionNode(parts=parts):
            return shown(parts)
    return ""
