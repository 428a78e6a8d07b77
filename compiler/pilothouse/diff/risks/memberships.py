"""People and programs that get permissions without a policy: members of groups, keys, passwords.

Source: IAM user guide, "IAM user groups", "Managing access keys for IAM users"; CloudFormation template
reference, `AWS::IAM::User`, `AWS::IAM::UserToGroupAddition`, `AWS::IAM::AccessKey`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pilothouse.diff.difference import Comparison
from pilothouse.diff.node import Node
from pilothouse.diff.normalize import Resource, Template
from pilothouse.diff.permissions.holders import items_of
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.shapes import USER
from pilothouse.diff.show import show

_ADDITION = "AWS::IAM::UserToGroupAddition"
_KEY = "AWS::IAM::AccessKey"


@dataclass(frozen=True, slots=True)
class _Means:
    """A way in which `who` (as in a template) gets permissions."""

    who: str
    what: str


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each membership, access key and password that is new."""
    if not comparison.before.resources:
        return
    known = {means for means, _ in _all(comparison.before, comparison.renames)}
    for means, node in _all(comparison.after, {}):
        if means not in known:
            summary = f"{means.who} {means.what}"
            resource = str(node.path[1])
            yield Risk(RiskKind.PERMISSION_BROADENED, resource, summary, (), None, node.path)


def _all(template: Template, renames: Mapping[str, str]) -> Iterator[tuple[_Means, Node]]:
    for resource in template.resources.values():
        yield from _of(resource, renames.get(resource.logical_id, resource.logical_id))


def _of(resource: Resource, name: str) -> Iterator[tuple[_Means, Node]]:
    properties = resource.properties.entries
    if resource.type == USER:
        for group in items_of(properties.get("Groups")):
            yield _Means(f"!Ref {name}", f"joins the group {show(group)}"), group
        if "LoginProfile" in properties:
            yield _Means(f"!Ref {name}", "gets a password"), properties["LoginProfile"]
    elif resource.type == _ADDITION and "GroupName" in properties:
        for user in items_of(properties.get("Users")):
            yield _Means(show(user), f"joins the group {show(properties['GroupName'])}"), user
    elif resource.type == _KEY:
        user = properties.get("UserName", resource.properties)
        yield _Means(show(user), f"gets the access key {name}"), resource.properties
