"""A change is shown whole: no grant is hidden, and two sides that differ never look alike."""

from __future__ import annotations

import json
from typing import Any

from pilothouse.diff.side import Side
from pilothouse.diff.stack_diff import StackDiff, diff_stacks
from pilothouse.render.diff_html import diff_html
from pilothouse.render.diff_json import diff_json
from pilothouse.render.diff_markdown import diff_markdown
from pilothouse.render.diff_text import diff_text
from tests.diff.build import Template, action, allow, pipeline_template, resource, role, stage, template

KEPT = {"Kept": resource("AWS::SNS::Topic", DisplayName="a")}
HARMLESS = [f"logs:Get{name}" for name in ("A", "B", "C", "D", "E", "F")]


def diff(before: Template, after: Template, name: str = "s") -> StackDiff:
    return diff_stacks(name, Side("before", before), Side("after", after))


def text(before: Template, after: Template) -> str:
    return diff_text([diff(before, after)])


def test_the_seventh_action_of_a_new_statement_is_shown() -> None:
    before = template(R=role(allow("s3:GetObject")))
    statement = allow([*HARMLESS, "iam:*"], [f"arn:aws:s3:::{'x' * 60}{place}" for place in range(3)])
    for more in ({}, {"Sid": "Harmless"}, {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}):
        shown = text(before, template(R=role(allow("s3:GetObject"), statement | more)))
        changes = shown.split("\n\n", 1)[1]
        assert "- iam:*" in changes


def test_a_short_statement_with_a_sid_or_a_condition_is_shown_whole() -> None:
    before = template(R=role(allow("s3:GetObject")))
    shown = text(before, template(R=role(allow("s3:GetObject"), allow("iam:*", Sid="Harmless"))))
    assert "- iam:*" in shown.split("\n\n", 1)[1]


def test_long_texts_are_shown_around_what_differs() -> None:
    long = "a" * 300
    sides = [template(T=resource("AWS::SNS::Topic", DisplayName=f"{long}{x}{long}")) for x in ("one", "two")]
    around = "a" * 20
    assert f"...{around}one{around}... -> ...{around}two{around}..." in text(*sides)


def test_a_long_text_that_grows_is_shown_where_it_does() -> None:
    sides = [template(T=resource("AWS::SNS::Topic", DisplayName="a" * length)) for length in (300, 301)]
    assert f"...{'a' * 20} -> " in text(*sides)


def test_a_list_that_gets_a_condition_is_shown_by_lines() -> None:
    tags: list[Any] = [{"Key": f"k{index}", "Value": "v"} for index in range(20)]
    conditional = {"Fn::If": ["C", {"Key": "extra", "Value": "v"}, {"Ref": "AWS::NoValue"}]}
    before = template(T=resource("AWS::SNS::Topic", Tags=tags))
    after = template(T=resource("AWS::SNS::Topic", Tags=[*tags, conditional]))
    shown = text(before, after)
    assert "Key: extra" in shown
    assert "k3" not in shown


def test_the_content_of_an_added_action_is_shown() -> None:
    before = pipeline_template(stage("One", action("A", "Build")))
    after = pipeline_template(stage("One", action("A", "Build"), action("Fast", "Deploy", RoleArn="arn:x")))
    assert "+RoleArn: arn:x" in text(before, after)


def test_the_content_of_an_added_stage_and_variable_is_shown() -> None:
    before = pipeline_template(stage("One", action("A", "Build")))
    after = pipeline_template(stage("One", action("A", "Build")), stage("Two", action("Prod", "Deploy")))
    assert "+  - Name: Prod" in text(before, after)
    project = "AWS::CodeBuild::Project"
    variables = [{"Name": "DEPLOY_TO", "Value": "prod"}]
    old = template(P=resource(project, Environment={"EnvironmentVariables": []}))
    new = template(P=resource(project, Environment={"EnvironmentVariables": variables}))
    assert "Value: prod" in text(old, new)


def test_the_content_of_an_added_resource_is_shown_among_others() -> None:
    new = {"P": resource("AWS::Lambda::Permission", Principal="*")}
    before, after = template(**KEPT), template(**KEPT, **new)
    assert '+    Principal: "*"' in text(before, after)
    (stack,) = json.loads(diff_json([diff(before, after)]))["stacks"]
    assert stack["resources"][0]["after"] == {"Principal": "*"}
    assert "Principal" not in text({}, template(**new))  # of a new stack, `compile` shows the template


def test_long_outputs_are_shown_in_every_form() -> None:
    outputs = {name: {"Value": "v" * 40} for name in ("One", "Two", "Three")}
    diffs = [diff(template(**KEPT), {**template(**KEPT), "Outputs": outputs})]
    for shown in (diff_text(diffs), diff_markdown(diffs), diff_html(diffs)):
        assert "Three:" in shown


def test_a_statement_under_a_condition_has_words() -> None:
    conditional = {"Fn::If": ["C", allow("s3:*"), {"Ref": "AWS::NoValue"}]}
    shown = text(template(R=role(allow("s3:Get"))), template(R=role(allow("s3:Get"), conditional)))
    assert "statement {Fn::If: [C, {Effect: Allow" in shown


def test_equal_stacks_among_many_are_a_count() -> None:
    same = [diff(template(**KEPT), template(**KEPT), f"same-{index}") for index in range(299)]
    other = diff(template(), template(**KEPT), "other")
    for shown in (diff_text([*same, other]), diff_markdown([*same, other])):
        assert "299 pipelines without a difference" in shown
        assert "same-1" not in shown
        assert "other" in shown
    left = [one.only_risks() for one in [*same, other]]
    assert diff_text(left) == "300 pipelines without a risk, 1 difference left out\n"
