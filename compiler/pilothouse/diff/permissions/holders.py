"""The holders of a template's statements: the principals with permissions, and other guarded resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pilothouse.diff.node import (
    FunctionNode,
    KeyedNode,
    ListNode,
    MapNode,
    Node,
    Reference,
    ScalarNode,
    SetNode,
)
from pilothouse.diff.normalize import Resource, Template
from pilothouse.diff.normalize_policy import is_policy_place, normalize_policy
from pilothouse.diff.permissions.grants import Statements
from pilothouse.diff.permissions.statement import read_statements
from pilothouse.diff.plain import plain
from pilothouse.diff.shapes import GROUP, MANAGED_POLICY, POLICY, ROLE, USER

_PRINCIPALS = frozenset({ROLE, USER, GROUP})
_ATTACHED = ("Roles", "Users", "Groups")
# Policy resources of one principal: IAM section of the CloudFormation template reference.
_OWNED: Mapping[str, str] = {
    "AWS::IAM::RolePolicy": "RoleName",
    "AWS::IAM::UserPolicy": "UserName",
    "AWS::IAM::GroupPolicy": "GroupName",
}
# Resources that add one statement to the policy of another, which these properties name: same source.
_GRANTING: Mapping[str, tuple[str, ...]] = {
    "AWS::Lambda::Permission": ("FunctionName",),
    "AWS::Lambda::LayerVersionPermission": ("LayerVersionArn",),
    "AWS::Events::EventBusPolicy": ("EventBusName",),
}
_TRUST = "AssumeRolePolicyDocument"


class Hold(StrEnum):
    """The purpose of a policy document for its holder."""

    PERMISSIONS = "permissions"
    TRUST = "trust"
    RESOURCE = "resource policy"


@dataclass(frozen=True, slots=True)
class Holder:
    """`name` is a logical ID, or the description of a principal outside the template."""

    hold: Hold
    name: str


Policies = tuple[Statements, ...]
"""The statements of each policy document; all holders of a document share them."""


def policies_by_holder(template: Template, renames: Mapping[str, str]) -> dict[Holder, Policies]:
    """Collect the statements of a template, its resources under the new IDs of `renames`."""
    found: dict[Holder, list[Statements]] = {}
    for resource in template.resources.values():
        name = renames.get(resource.logical_id, resource.logical_id)
        if resource.type in _PRINCIPALS:
            found.setdefault(Holder(Hold.PERMISSIONS, name), [])
        for holders, document in _documents(resource, name):
            statements = tuple(read_statements(document))
            for holder in holders:
                found.setdefault(holder, []).append(statements)
    return {holder: tuple(policies) for holder, policies in found.items()}


def _documents(resource: Resource, name: str) -> Iterator[tuple[list[Holder], Node]]:
    """Yield each policy document of a resource with its holders."""
    properties = resource.properties.entries
    owners = _owners(resource)
    if resource.type in _PRINCIPALS:
        for policy in items_of(properties.get("Policies")):
            if isinstance(policy, MapNode) and "PolicyDocument" in policy.entries:
                yield [Holder(Hold.PERMISSIONS, name)], policy.entries["PolicyDocument"]
        if _TRUST in properties:
            yield [Holder(Hold.TRUST, name)], properties[_TRUST]
    elif resource.type in _GRANTING:
        yield from _granted(resource)
    elif owners is None:
        yield from (([Holder(Hold.RESOURCE, name)], document) for document in _policies(resource.properties))
    else:
        document = properties.get("PolicyDocument", resource.attributes)
        yield [Holder(Hold.PERMISSIONS, owner) for owner in owners], document


def _granted(resource: Resource) -> Iterator[tuple[list[Holder], Node]]:
    """Yield a resource that is itself one statement of another's policy (`AWS::Lambda::Permission`)."""
    properties = resource.properties.entries
    said = {key: plain(properties[key]) for key in ("Action", "Principal") if key in properties}
    tests = {
        f"aws:{key}": plain(value)
        for key, value in properties.items()
        if key not in {*said, *_GRANTING[resource.type], "StatementId", "Statement"}
    }
    if "Statement" in properties:
        statement = plain(properties["Statement"])
    else:
        said["Principal"] = _as_principal(said.get("Principal", "*"))
        statement = {"Effect": "Allow", **said, **({"Condition": {"StringEquals": tests}} if tests else {})}
    of = next((properties[key] for key in _GRANTING[resource.type] if key in properties), None)
    name = resource.logical_id if of is None else _principal(of).partition(".")[0]
    document = normalize_policy(resource.properties.path, {"Statement": [statement]})
    yield [Holder(Hold.RESOURCE, name)], document


def _as_principal(name: Any) -> Any:
    """Write a principal as in a policy: a service's name contains `.amazonaws.com`."""
    if name == "*":
        return name
    return {"Service" if isinstance(name, str) and ".amazonaws.com" in name else "AWS": name}


def _owners(resource: Resource) -> list[str] | None:
    """Return the owner of a policy resource; None if the resource isn't a policy."""
    properties = resource.properties.entries
    if resource.type in {POLICY, MANAGED_POLICY}:
        attached = [one for key in _ATTACHED for one in items_of(properties.get(key))]
    elif resource.type in _OWNED:
        attached = items_of(properties.get(_OWNED[resource.type]))
    else:
        return None
    return [_principal(one) for one in attached] or [resource.logical_id]


def _principal(node: Node) -> str:
    match node:
        case FunctionNode(parts=(Reference(name),)):
            return name
        case ScalarNode(value=str(name)):
            return f"{name} (outside the template)"
    return node.fingerprint


def items_of(node: Node | None) -> list[Node]:
    """Return the items of a list of any shape; a value that isn't a list is one item."""
    match node:
        case None:
            return []
        case KeyedNode(items=named):
            return list(named.values())
        case ListNode(items=items) | SetNode(members=items):
            return list(items)
    return [node]


def is_policy_node(node: Node) -> bool:
    """Whether a node is a policy document; its statements were then read as a set."""
    return isinstance(node, MapNode) and isinstance(node.entries.get("Statement"), SetNode)


def is_opaque(node: Node) -> bool:
    """Whether a value isn't known before the deployment, or isn't readable."""
    if isinstance(node, MapNode):
        return len(node.entries) == 1 and next(iter(node.entries)).startswith("Fn::")
    return isinstance(node, FunctionNode) or (isinstance(node, ScalarNode) and bool(node.value))


def _policies(node: Node) -> Iterator[Node]:
    """Yield the policy documents in the properties of any other resource (a bucket's, a key's)."""
    if isinstance(node, MapNode):
        for key, value in node.entries.items():
            if is_policy_node(value) or (is_policy_place(key) and is_opaque(value)):
                yield value
            else:
                yield from _policies(value)
    elif isinstance(node, KeyedNode | ListNode | SetNode):
        for item in items_of(node):
            yield from _policies(item)
