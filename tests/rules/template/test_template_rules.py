"""Limits of a template and its policies."""

from __future__ import annotations

from typing import Any

import pytest

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place
from pilothouse.ir.stack import Stack
from pilothouse.passes.check_limits import check_limits
from pilothouse.rules.template.policy_size import policy_size, pseudo_parameters
from pilothouse.yaml_text.template import template_yaml

PATH = "manifest.yml"


def stack(resources: dict[str, Any]) -> Stack:
    additional: tuple[str | int, ...] = ("Resources", "Additional")
    origins = {(): Place(PATH, Key(())), additional: Place(PATH, Key(("build", "additional_policy")))}
    return Stack("pipeline-demo-main", {"Resources": resources}, {}, origins)


def findings(stack: Stack) -> list[Diagnostic]:
    return list(check_limits(stack, template_yaml(stack.template), "us-west-2"))


def slugs(resources: dict[str, Any]) -> list[str]:
    return [finding.code.slug for finding in findings(stack(resources))]


def role(*sizes: int) -> dict[str, Any]:
    policies = [{"PolicyName": "p", "PolicyDocument": document(size)} for size in sizes]
    return {"Type": "AWS::IAM::Role", "Properties": {"Policies": policies}}


def attached(size: int, to: str) -> dict[str, Any]:
    properties = {"PolicyName": "p", "PolicyDocument": document(size), "Roles": [{"Ref": to}]}
    return {"Type": "AWS::IAM::Policy", "Properties": properties}


def document(size: int) -> dict[str, str]:
    """A document of `size` characters."""
    return {"Sid": "x" * (size - len('{"Sid":""}'))}


def test_policies_of_a_role_count_together() -> None:
    assert slugs({"Role": role(5000, 5000), "More": attached(240, "Role")}) == []
    assert slugs({"Role": role(5000, 5000), "More": attached(241, "Role")}) == ["oversized-policy"]


@pytest.mark.parametrize(
    "resource",
    [
        "text",
        None,
        {"Type": "AWS::IAM::Role"},
        {"Type": "AWS::IAM::Role", "Properties": {"Policies": "text"}},
        {"Type": "AWS::IAM::Role", "Properties": {"Policies": [None, {"PolicyName": "p"}]}},
        {"Type": "AWS::IAM::Policy", "Properties": {"Roles": [{"Ref": "Role"}]}},
        {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {}, "Roles": {"Ref": "Role"}}},
        {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {}, "Roles": [{"Ref": ["Role"]}]}},
    ],
)
def test_policies_that_an_override_deformed_are_left_to_cloudformation(resource: object) -> None:
    assert slugs({"Role": role(5000, 5241), "Deformed": resource}) == ["oversized-policy"]
    assert slugs({"Deformed": resource}) == []


def test_an_override_may_remove_all_resources() -> None:
    removed = Stack("pipeline-demo-main", {"Resources": None}, {}, {(): Place(PATH, Key(()))})
    assert findings(removed) == []


def test_policies_of_two_roles_count_apart() -> None:
    assert slugs({"A": role(6000), "B": role(6000), "More": attached(4000, "A")}) == []


def test_the_largest_policy_is_named() -> None:
    resources = {"Role": role(4000), "Additional": attached(8000, "Role")}
    (finding,) = findings(stack(resources))
    assert finding.place == Place(PATH, Key(("build", "additional_policy")))


@pytest.mark.parametrize(
    ("value", "resolved"),
    [
        ({"Ref": "AWS::Region"}, "us-west-2"),
        ({"Fn::Sub": "arn:${AWS::Partition}:s3:::${AWS::AccountId}"}, "arn:aws:s3:::000000000000"),
        ({"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":x"]]}, "arn:aws:x"),
        ({"Fn::Sub": "${!literal}"}, "${!literal}"),
        ({"Fn::GetAtt": ["Project", "Arn"]}, ""),
        ({"Ref": "SourceConnection"}, ""),
        ({"a": {"Fn::ImportValue": "x"}, "b": ["c"]}, {"a": "", "b": ["c"]}),
        ({"Resource": "*"}, {"Resource": "*"}),
    ],
)
def test_a_policy_is_measured_as_cloudformation_resolves_it(value: Any, resolved: Any) -> None:
    known = pseudo_parameters("us-west-2", "pipeline-demo-main")
    assert policy_size(value, known) == policy_size(resolved, {})


def test_white_space_does_not_count() -> None:
    assert policy_size({"a": "b c\nd"}, {}) == policy_size({"a": "bcnd"}, {}) + len("\\")


def test_500_resources_are_the_most() -> None:
    plain = {"Type": "AWS::SNS::Topic"}
    assert slugs({f"R{n}": plain for n in range(500)}) == []
    assert slugs({f"R{n}": plain for n in range(501)}) == ["too-many-resources"]


def test_a_template_past_the_inline_limit_is_noted_and_past_the_other_refused() -> None:
    def of(size: int) -> dict[str, Any]:
        bare = len("Resources:\n  R:\n    Metadata: \n")
        return {"R": {"Metadata": "x" * (size - bare)}}

    assert slugs(of(51_200)) == []
    assert slugs(of(51_201)) == ["large-template"]
    assert slugs(of(1_000_000)) == ["large-template"]
    assert slugs(of(1_000_001)) == ["oversized-template"]
