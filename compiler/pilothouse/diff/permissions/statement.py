"""A statement of a policy, prepared for comparison."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pilothouse.diff.node import FunctionNode, MapNode, Node, ScalarNode, SetNode
from pilothouse.diff.permissions.pattern import EVERYTHING, Pattern, literal_pattern, node_pattern
from pilothouse.diff.permissions.selection import ALL, Selection

# An account's number and the ARN of its root are the same principal.
_ACCOUNT_ROOT = re.compile(r"arn:[\w-]+:iam::(\d{12}):root")
_Reader = Callable[[Node], Pattern | None]
Conditions = Mapping[tuple[str, str], frozenset[Pattern]]


@dataclass(frozen=True, slots=True)
class Statement:
    """`node` is what it was read from. Operators and keys of conditions are in lower case."""

    node: MapNode
    is_allow: bool
    actions: Selection
    resources: Selection
    principals: Selection
    conditions: Conditions

    @property
    def is_for_everybody(self) -> bool:
        """Whether a statement that names principals names all."""
        names = "Principal" in self.node.entries or "NotPrincipal" in self.node.entries
        return names and (self.principals.is_negated or EVERYTHING in self.principals.patterns)

    @property
    def elements(self) -> tuple[Selection, Selection, Selection]:
        """Its actions, resources and principals."""
        return self.actions, self.resources, self.principals

    def patterns(self) -> tuple[Sequence[Pattern], ...]:
        """Return the patterns of actions, resources, principals and conditions."""
        conditions = [value for values in self.conditions.values() for value in values]
        return (*(element.patterns for element in self.elements), conditions)


def read_statements(document: Node) -> Iterator[Statement | Node]:
    """Yield the statements of a policy document; unreadable ones as they are."""
    statements = document.entries.get("Statement") if isinstance(document, MapNode) else None
    if not isinstance(statements, SetNode):
        if not isinstance(document, ScalarNode) or document.value is not None:
            yield document
        return
    for member in statements.members:
        read = _read(member) if isinstance(member, MapNode) else None
        yield read or member


def _read(node: MapNode) -> Statement | None:
    effect = node.entries.get("Effect")
    actions = _selection(node, "Action", _action)
    resources = _selection(node, "Resource", node_pattern)
    principals = _principals(node)
    conditions = _conditions(node.entries.get("Condition"))
    if not isinstance(effect, ScalarNode) or effect.value not in {"Allow", "Deny"}:
        return None
    if actions is None or resources is None or principals is None or conditions is None:
        return None
    return Statement(node, effect.value == "Allow", actions, resources, principals, conditions)


def _selection(node: MapNode, key: str, read: _Reader) -> Selection | None:
    """Read an element or its negation; without either, the selection of everything."""
    for name, is_negated in ((key, False), (f"Not{key}", True)):
        if name in node.entries:
            patterns = _patterns(node.entries[name], read)
            return None if patterns is None else Selection(patterns, is_negated)
    return ALL


def _patterns(node: Node, read: _Reader) -> tuple[Pattern, ...] | None:
    members = node.members if isinstance(node, SetNode) else (node,)
    if all(isinstance(member, ScalarNode) and member.value is None for member in members):
        return ()  # `Resource:` without a value
    patterns = [read(member) for member in members]
    known = tuple(pattern for pattern in patterns if pattern is not None)
    return known if len(known) == len(patterns) else None


def _action(node: Node) -> Pattern | None:
    if isinstance(node, ScalarNode) and node.value is not None:
        return literal_pattern(node.value.lower())
    return node_pattern(node)


def _principals(node: MapNode) -> Selection | None:
    for name, is_negated in (("Principal", False), ("NotPrincipal", True)):
        if name in node.entries:
            patterns = _principal_patterns(node.entries[name])
            return None if patterns is None else Selection(patterns, is_negated)
    return ALL


def _principal_patterns(node: Node) -> tuple[Pattern, ...] | None:
    """Read principals as patterns that start with their kind; `*` and `{AWS: *}` are everybody.

    A `*` inside a principal isn't a wildcard ("IAM JSON policy elements: Principal"), only a character.
    """
    if not isinstance(node, MapNode):
        is_everybody = isinstance(node, ScalarNode) and node.value == "*"
        return (EVERYTHING,) if is_everybody else None
    patterns: list[Pattern] = []
    for kind, ids in node.entries.items():
        for one in ids.members if isinstance(ids, SetNode) else (ids,):
            pattern = _principal(kind, one)
            if pattern is None:
                return None
            patterns.append(pattern)
    return tuple(patterns)


def _principal(kind: str, node: Node) -> Pattern | None:
    match node:
        case ScalarNode(value="*") if kind == "AWS":
            return EVERYTHING
        case ScalarNode(value=str(name)):
            root = _ACCOUNT_ROOT.fullmatch(name)
            return (kind, ":", root[1] if root else name)
        case FunctionNode(parts=parts):
            return (kind, ":", *parts)
    return None


def _conditions(node: Node | None) -> Conditions | None:
    if node is None:
        return {}
    if not isinstance(node, MapNode):
        return None
    conditions: dict[tuple[str, str], frozenset[Pattern]] = {}
    for operator, tests in node.entries.items():
        if not isinstance(tests, MapNode):
            return None
        for key, values in tests.entries.items():
            patterns = _patterns(values, node_pattern)
            if patterns is None:
                return None
            conditions[operator.lower(), key.lower()] = frozenset(patterns)
    return conditions
