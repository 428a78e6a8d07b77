"""A pipeline's stages and actions: order, approvals and targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pilothouse.diff.functions import shown
from pilothouse.diff.node import FunctionNode, KeyedNode, ListNode, MapNode, Node, ScalarNode, mapping
from pilothouse.diff.normalize import Resource
from pilothouse.diff.show import show
from pilothouse.ir.stack import TemplatePath
from pilothouse.source.integer import integer_or

_NUMBER = re.compile("[0-9]+")
_ROLE_ACCOUNT = re.compile(r"arn:[^:]*:iam::([^:]+):")


APPROVAL = "Approval"
_LAST = 1000  # the highest run order that CodePipeline takes is 999


@dataclass(frozen=True, slots=True)
class Target:
    """The target of an action: a stack, or (`is_stack` false) whatever its configuration names.

    `name`, `account` and `region` are as shown; the latter two are empty if nothing names them.
    """

    is_stack: bool
    name: str
    account: str
    region: str
    is_readable: bool = True

    def may_be(self, other: Target) -> bool:
        """Whether both can be the same target, as far as is known."""
        return (
            self.is_stack == other.is_stack
            and (self.name == other.name or not self.is_readable or not other.is_readable)
            and (self.account == other.account or not self.account or not other.account)
            and (self.region == other.region or not self.region or not other.region)
        )


@dataclass(frozen=True, slots=True)
class Action:
    """An action; `account` is the one whose roles it works with, empty if it names none.

    A run order that can't be read is taken for the last one of an approval, for the first of all else.
    """

    name: str
    category: str
    provider: str
    run_order: int
    region: str
    account: str
    target: Target
    node: MapNode
    path: TemplatePath


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a stage's condition; `meaning` is equal for rules that differ only in name."""

    name: str
    meaning: str
    path: TemplatePath


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with its actions by name; `index` is its place in the pipeline.

    `entry_rules` must hold before its actions run, `exit_rules` before the next stage. A run may go past a
    stage that `can_be_skipped`; before one that `is_disabled` it waits until a person enables the transition.
    """

    name: str
    index: int
    actions: Mapping[str, Action]
    entry_rules: tuple[Rule, ...]
    exit_rules: tuple[Rule, ...]
    can_be_skipped: bool
    is_disabled: bool
    path: TemplatePath

    def of_category(self, category: str) -> tuple[Action, ...]:
        """The actions of one category (`Approval`, `Deploy`)."""
        return tuple(action for action in self.actions.values() if action.category == category)


def read_stages(pipeline: Resource) -> Mapping[str, Stage] | None:
    """Return a pipeline's stages in order, by name; None if their names, or their actions', aren't unique."""
    stages = pipeline.properties.entries.get("Stages")
    if not isinstance(stages, KeyedNode):
        return None
    disabled = pipeline.properties.entries.get("DisableInboundStageTransitions")
    names = disabled.items.keys() if isinstance(disabled, KeyedNode) else ()
    read = [
        _stage(name, index, node, name in names) for index, (name, node) in enumerate(stages.items.items())
    ]
    known = {stage.name: stage for stage in read if stage}
    return known if len(known) == len(read) else None


def _stage(name: str, index: int, node: Node, is_disabled: bool) -> Stage | None:  # noqa: FBT001
    if not isinstance(node, MapNode):
        return None
    actions = node.entries.get("Actions")
    if not isinstance(actions, KeyedNode):
        return None
    conditions = {when: _conditions(node, when) for when in ("BeforeEntry", "OnSuccess")}
    results = {_text(one, "Result") for one in conditions["BeforeEntry"]}
    results.add(_text(node, "OnFailure", "Result"))
    return Stage(
        name=name,
        index=index,
        actions={action: _action(name, action, one) for action, one in actions.items.items()},
        entry_rules=tuple(rule for one in conditions["BeforeEntry"] for rule in _rules(one)),
        exit_rules=tuple(rule for one in conditions["OnSuccess"] for rule in _rules(one)),
        can_be_skipped=bool(results - {"", "FAIL", "ROLLBACK", "RETRY"}),
        is_disabled=is_disabled,
        path=node.path,
    )


def _conditions(stage: MapNode, when: str) -> Sequence[Node]:
    about = stage.entries.get(when)
    found = about.entries.get("Conditions") if isinstance(about, MapNode) else None
    return found.items if isinstance(found, ListNode) else ()


def _rules(condition: Node) -> Iterator[Rule]:
    rules = condition.entries.get("Rules") if isinstance(condition, MapNode) else None
    for rule in rules.items if isinstance(rules, ListNode) else ():
        if isinstance(rule, MapNode):
            others = {key: value for key, value in rule.entries.items() if key != "Name"}
            yield Rule(_text(rule, "Name"), mapping(rule.path, others).fingerprint, rule.path)


def _action(stage: str, name: str, node: Node) -> Action:
    action = node if isinstance(node, MapNode) else mapping(node.path, {})
    category, run_order = _text(action, "ActionTypeId", "Category"), _text(action, "RunOrder")
    unread = _LAST if category == APPROVAL else 0
    return Action(
        name=name,
        category=category,
        provider=_text(action, "ActionTypeId", "Provider"),
        run_order=integer_or(run_order, unread),
        region=_text(action, "Region"),
        account=_account(action),
        target=_target(stage, name, action),
        node=action,
        path=action.path,
    )


def _target(stage: str, name: str, action: MapNode) -> Target:
    configuration = action.entries.get("Configuration")
    entries = configuration.entries if isinstance(configuration, MapNode) else {}
    account, region = _account(action), _text(action, "Region")
    stack = next((entries[key] for key in ("StackName", "StackSetName") if key in entries), None)
    if stack is not None:
        is_readable = isinstance(stack, ScalarNode)
        return Target(
            is_stack=True, name=show(stack), account=account, region=region, is_readable=is_readable
        )
    provider = _text(action, "ActionTypeId", "Provider")
    called = f"{provider} {configuration.fingerprint}" if configuration and entries else f"{stage}/{name}"
    return Target(is_stack=False, name=called, account=account, region=region)


def _account(action: MapNode) -> str:
    for way in (("RoleArn",), ("Configuration", "RoleArn")):
        if found := _ROLE_ACCOUNT.search(_text(action, *way)):
            return found[1]
    return ""


def _text(node: Node, *way: str) -> str:
    """Return the text at the end of a path, as shown; empty if there is none."""
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
