"""What CloudFormation does for a change."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pilothouse.diff.change import Change, Index, Key, Replaced, Step
from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.difference import ResourceChanged
from pilothouse.diff.node import scalar
from pilothouse.diff.update_behavior import TABLE, UpdateBehavior, property_behavior
from tests.diff.build import resource, template

PROJECT = "AWS::CodeBuild::Project"
ROLE = "AWS::IAM::Role"
INSTANCE = "AWS::EC2::Instance"


def behavior(kind: str, before: dict[str, Any], after: dict[str, Any]) -> UpdateBehavior:
    comparison = compare_templates(template(A=resource(kind, **before)), template(A=resource(kind, **after)))
    (changed,) = comparison.resources
    assert isinstance(changed, ResourceChanged)
    return changed.behavior


CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any], UpdateBehavior]] = {
    "a project's image": (
        PROJECT,
        {"Environment": {"Image": "a"}},
        {"Environment": {"Image": "b"}},
        UpdateBehavior.IN_PLACE,
    ),
    "a project's name": (PROJECT, {"Name": "a"}, {"Name": "b"}, UpdateBehavior.REPLACE),
    "a new path of a role": (ROLE, {}, {"Path": "/x/"}, UpdateBehavior.REPLACE),
    "an instance's type": (
        INSTANCE,
        {"InstanceType": "a"},
        {"InstanceType": "b"},
        UpdateBehavior.MAY_REPLACE,
    ),
    "an unknown type": ("Custom::X", {"A": 1}, {"A": 2}, UpdateBehavior.UNKNOWN),
    "inside a property that replaces": (
        INSTANCE,
        {"CpuOptions": {"CoreCount": 1}},
        {"CpuOptions": {"CoreCount": 2}},
        UpdateBehavior.REPLACE,
    ),
    "a part that replaces comes with its whole": (
        "AWS::MSK::Replicator",
        {},
        {"ReplicationInfoList": [{"TargetCompressionType": "NONE"}]},
        UpdateBehavior.REPLACE,
    ),
    "a whole without the part that replaces": (
        "AWS::MSK::Replicator",
        {},
        {"ReplicationInfoList": [{"TopicReplication": {"TopicsToReplicate": ["x"]}}]},
        UpdateBehavior.IN_PLACE,
    ),
}


@pytest.mark.parametrize(("kind", "before", "after", "expected"), CASES.values(), ids=CASES)
def test_what_becomes_of_a_resource(
    kind: str, before: dict[str, Any], after: dict[str, Any], expected: UpdateBehavior
) -> None:
    assert behavior(kind, before, after) is expected


def under_if(pointer: str) -> Change:
    """A change of the property that a pointer leads to, with `Fn::If` at each place above it."""
    path: list[Step] = []
    for word in pointer.split("/"):
        path += [Index(0) if word == "*" else Key(word), Key("Fn::If"), Index(1)]
    return Replaced(tuple(path), scalar((), "a"), scalar((), "b"))


def test_conditions_above_a_property_change_nothing_about_it() -> None:
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    wrong = [
        (kind, pointer)
        for kind, (replacing, maybe) in table.items()
        for pointers, least in ((replacing, UpdateBehavior.REPLACE), (maybe, UpdateBehavior.MAY_REPLACE))
        for pointer in pointers
        if property_behavior(kind, under_if(pointer)) < least
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"IpFamily": "ipv4"}, {"Fn::If": ["C", {"IpFamily": "ipv4"}, {}]}),
        ({"Fn::If": ["C", {"IpFamily": "ipv4"}, {}]}, {"Fn::If": ["D", {"IpFamily": "ipv4"}, {}]}),
        ({"Fn::If": ["C", {"IpFamily": "ipv4"}, {}]}, {"Fn::If": ["C", {"IpFamily": "ipv6"}, {}]}),
        ({}, {"Fn::If": ["C", {"Fn::If": ["D", {"IpFamily": "ipv4"}, {}]}, {}]}),
    ],
    ids=["added", "another condition", "another value", "two of them"],
)
def test_a_condition_that_comes_goes_or_changes_replaces(before: Any, after: Any) -> None:
    sides = ({"KubernetesNetworkConfig": value} for value in (before, after))
    assert behavior("AWS::EKS::Cluster", *sides) is UpdateBehavior.REPLACE


def test_attributes_alone_touch_nothing() -> None:
    before = template(A=resource(ROLE) | {"DependsOn": "B"})
    (changed,) = compare_templates(before, template(A=resource(ROLE))).resources
    assert isinstance(changed, ResourceChanged)
    assert changed.behavior is UpdateBehavior.NOTHING
