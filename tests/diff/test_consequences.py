"""What happens to a resource because of something that it refers to."""

from __future__ import annotations

from typing import Any

import pytest

from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.difference import ResourceChanged
from pilothouse.diff.side import Side
from pilothouse.diff.stack_diff import StackDiff, diff_stacks
from pilothouse.diff.update_behavior import UpdateBehavior
from pilothouse.render.diff_text import diff_text
from tests.diff.build import Template, resource, template

IF_PROD = {"Fn::If": ["IsProd", "a", "b"]}


def topic(name: str = "one") -> Template:
    return resource("AWS::SNS::Topic", TopicName=name)


def subscription(topic: Any) -> Template:
    return resource("AWS::SNS::Subscription", TopicArn=topic, Protocol="sqs", Endpoint="queue")


def behaviors(before: Template, after: Template) -> dict[str, UpdateBehavior]:
    return {
        one.after.logical_id: one.behavior
        for one in compare_templates(before, after).resources
        if isinstance(one, ResourceChanged)
    }


def told(before: Template, after: Template) -> str:
    diff: StackDiff = diff_stacks("s", Side("before", before), Side("after", after))
    return diff_text([diff])


@pytest.mark.parametrize(
    "way",
    [
        {"Ref": "Topic"},
        {"Fn::GetAtt": ["Topic", "TopicArn"]},
        {"Fn::Sub": "${Topic}"},
        {"Fn::Select": [0, {"Fn::Split": [",", {"Ref": "Topic"}]}]},
        {"Fn::If": ["C", {"Ref": "Topic"}, "x"]},
    ],
)
def test_what_refers_to_a_replaced_resource_is_replaced_with_it(way: Any) -> None:
    before, after = (template(Topic=topic(name), Subscription=subscription(way)) for name in ("one", "two"))
    assert behaviors(before, after) == {
        "Topic": UpdateBehavior.REPLACE,
        "Subscription": UpdateBehavior.REPLACE,
    }
    assert "TopicArn" in told(before, after)
    assert "refers to Topic, which is replaced [resource replaced]" in told(before, after)


def test_what_refers_to_a_renamed_resource_is_replaced_with_it() -> None:
    before = template(Old=topic(), Subscription=subscription({"Ref": "Old"}))
    after = template(New=topic(), Subscription=subscription({"Ref": "New"}))
    assert behaviors(before, after)["Subscription"] is UpdateBehavior.REPLACE


def test_consequences_have_consequences() -> None:
    function = {"Fn::Sub": "arn:${Subscription}"}
    others = {
        "Subscription": subscription({"Ref": "Topic"}),
        "Alarm": resource("AWS::CloudWatch::Alarm", AlarmActions=[{"Ref": "Second"}]),
        "Second": resource("AWS::SNS::Topic", TopicName=function),
    }
    found = behaviors(template(Topic=topic("one"), **others), template(Topic=topic("two"), **others))
    assert found["Second"] is UpdateBehavior.REPLACE
    assert found["Alarm"] is UpdateBehavior.IN_PLACE


def test_an_update_in_place_has_no_consequences() -> None:
    before, after = (
        template(
            Topic=resource("AWS::SNS::Topic", DisplayName=name), Subscription=subscription({"Ref": "Topic"})
        )
        for name in ("one", "two")
    )
    assert list(behaviors(before, after)) == ["Topic"]


def with_condition(value: Any, **more: Any) -> Template:
    return {"Conditions": {"IsProd": {"Fn::Equals": [value, "prod"]}}, **more}


def test_a_condition_that_is_added_may_delete_the_resource() -> None:
    before = with_condition("test", Resources={"Topic": topic()})
    after = with_condition("test", Resources={"Topic": {**topic(), "Condition": "IsProd"}})
    assert behaviors(before, after) == {"Topic": UpdateBehavior.MAY_DELETE}
    assert "created or deleted, depending on a condition" in told(before, after)
    assert "1 resource to create or delete" in told(before, after)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ({**topic(), "Condition": "IsProd"}, UpdateBehavior.MAY_DELETE),
        (resource("AWS::SNS::Topic", TopicName=IF_PROD), UpdateBehavior.MAY_REPLACE),
        (resource("AWS::SNS::Topic", DisplayName=IF_PROD), UpdateBehavior.IN_PLACE),
        (topic(), None),
    ],
)
@pytest.mark.parametrize("section", ["condition", "parameter", "mapping"])
def test_what_a_condition_rests_on_reaches_the_resources(kind: Any, expected: Any, section: str) -> None:
    value = {
        "condition": "test",
        "parameter": {"Ref": "Stage"},
        "mapping": {"Fn::FindInMap": ["Stages", "Here", "Name"]},
    }[section]
    sides = []
    for stage in ("test", "prod"):
        sections = {
            "Parameters": {"Stage": {"Type": "String", "Default": stage}},
            "Mappings": {"Stages": {"Here": {"Name": stage}}},
        }
        condition = stage if section == "condition" else value
        sides.append(with_condition(condition, Resources={"Topic": kind}, **sections))
    assert behaviors(*sides).get("Topic") is expected


def test_a_condition_that_another_rests_on_counts() -> None:
    sides = [
        {
            "Conditions": {"Deep": {"Fn::Equals": [a, "b"]}, "IsProd": {"Fn::Not": [{"Condition": "Deep"}]}},
            "Resources": {"Topic": {**topic(), "Condition": "IsProd"}},
        }
        for a in ("a", "b")
    ]
    assert behaviors(*sides) == {"Topic": UpdateBehavior.MAY_DELETE}


@pytest.mark.parametrize("how", [{"Ref": "P"}, {"Fn::FindInMap": ["M", "a", "b"]}])
def test_a_parameter_or_a_mapping_reaches_the_properties(how: Any) -> None:
    sides = [
        {
            "Parameters": {"P": {"Default": value}},
            "Mappings": {"M": {"a": {"b": value}}},
            "Resources": {"Topic": topic(how)},
        }
        for value in ("x", "y")
    ]
    assert behaviors(*sides) == {"Topic": UpdateBehavior.MAY_REPLACE}


def test_another_template_of_a_nested_stack_does_who_knows_what() -> None:
    sides = [template(Inner=resource("AWS::CloudFormation::Stack", TemplateURL=url)) for url in ("a", "b")]
    assert behaviors(*sides) == {"Inner": UpdateBehavior.UNKNOWN}


def test_what_updates_nothing_is_not_counted_as_an_update() -> None:
    before = template(Topic={**topic(), "DeletionPolicy": "Retain"})
    after = template(Topic={**topic(), "DeletionPolicy": "RetainExceptOnCreate"})
    assert "1 resource to leave untouched" in told(before, after)
