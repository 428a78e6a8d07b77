"""Policy documents as IAM reads them: statements, actions, resources and principals are sets.

Source: IAM user guide, "Grammar of the IAM JSON policy language": each of these elements takes one value or a
list, in any order; the names of actions are case-insensitive ("IAM JSON policy elements: Action").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pilothouse.diff.functions import is_function
from pilothouse.diff.leaf import leaf
from pilothouse.diff.node import Node, ScalarNode, mapping, scalar, sequence, unordered
from pilothouse.ir.stack import TemplatePath

_Read = Callable[[TemplatePath, Any], Node]

_ACTIONS = frozenset({"Action", "NotAction"})
_RESOURCES = frozenset({"Resource", "NotResource"})
_POLICY_PLACES = (
    *("PolicyDocument", "PolicyText", "ResourcePolicy", "KeyPolicy", "InlinePolicy", "AccessPolicies"),
    *("BucketPolicy", "FileSystemPolicy", "RepositoryPolicy", "ManagedPolicyContent", "PolicyInJson"),
)
_PRINCIPALS = frozenset({"Principal", "NotPrincipal"})


_ROOT = re.compile(r"arn:aws[^:]*:iam::([0-9]{12}):root")
_DEFAULT_VERSION = ("Version", "2008-10-17")
"""IAM user guide, "IAM JSON policy elements: Version": what a policy without one has."""


def is_policy(key: str, value: Mapping[str, object]) -> bool:
    """Whether the value of a property is a policy document, regardless of the property's name."""
    if "Statement" not in value:
        return False
    found = value["Statement"]
    statements = found if isinstance(found, list) else [found]
    return key.endswith(("Policy", "PolicyDocument")) or any(
        isinstance(one, dict) and "Effect" in one for one in statements
    )


def is_policy_place(key: str) -> bool:
    """Whether a property of this name contains a policy, so that an unreadable value may allow anything.

    As in the resource schemas: `PolicyDocument`, `KeyPolicy`, `RepositoryPolicyText`, `AccessPolicies`.
    """
    return key == "Policy" or key.endswith(_POLICY_PLACES)


def normalize_policy(path: TemplatePath, document: Mapping[str, Any]) -> Node:
    """Read a policy document."""
    entries = {
        key: _set((*path, key), value, _statement) if key == "Statement" else _value((*path, key), value)
        for key, value in document.items()
        if (key, value) != _DEFAULT_VERSION
    }
    return mapping(path, entries)


def _statement(path: TemplatePath, statement: Any) -> Node:
    if not isinstance(statement, dict) or "Effect" not in statement:
        return _value(path, statement)
    return mapping(path, {key: _element((*path, key), value) for key, value in statement.items()})


def _element(path: TemplatePath, value: Any) -> Node:
    key = path[-1]
    if key in _ACTIONS:
        return _set(path, value, _action)
    if key in _RESOURCES:
        return _set(path, value, _value)
    if key in _PRINCIPALS and isinstance(value, dict):
        return _principals(path, value)
    if key == "Principal" and value == "*":
        return replace(scalar(path, "*"), fingerprint=_principals(path, {"AWS": "*"}).fingerprint)
    if key == "Condition" and isinstance(value, dict):
        return mapping(
            path, {operator: _tests((*path, operator), tests) for operator, tests in value.items()}
        )
    return _value(path, value)


def _principals(path: TemplatePath, value: Mapping[str, Any]) -> Node:
    return mapping(path, {kind: _set((*path, kind), ids, _principal) for kind, ids in value.items()})


def _principal(path: TemplatePath, value: Any) -> Node:
    """Read a principal; IAM user guide, "Principal": an account's number means the ARN of its root."""
    node = _value(path, value)
    found = _ROOT.fullmatch(node.value or "") if isinstance(node, ScalarNode) else None
    return scalar(path, node.value, meaning=found[1]) if found and isinstance(node, ScalarNode) else node


def _tests(path: TemplatePath, tests: Any) -> Node:
    """Read the values of one operator of a condition."""
    if not isinstance(tests, dict) or is_function(tests):
        return _value(path, tests)
    return mapping(path, {key: _set((*path, key), values, _value) for key, values in tests.items()})


def _action(path: TemplatePath, action: Any) -> Node:
    node = _value(path, action)
    if isinstance(node, ScalarNode) and node.value is not None:
        return scalar(path, node.value, meaning=node.value.lower())
    return node


def _set(path: TemplatePath, value: Any, read: _Read) -> Node:
    if value is None:
        return leaf(path, None)
    if not isinstance(value, list):
        return unordered(path, [read(path, value)])
    return unordered(path, (read((*path, index), item) for index, item in enumerate(value)))


def _value(path: TemplatePath, value: Any) -> Node:
    """Read a value without a special meaning here."""
    if isinstance(value, dict) and not is_function(value):
        return mapping(path, {key: _value((*path, key), item) for key, item in value.items()})
    if isinstance(value, list):
        return sequence(path, tuple(_value((*path, index), item) for index, item in enumerate(value)))
    return leaf(path, value)
