"""What a deployment came to is said in a sentence, with what to do next."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.console import Console

from pilothouse.aws.outcome import Outcome, Result
from pilothouse.aws.ports.stacks import ResourceChange, StackEvent, StackResource
from pilothouse.render.deployment_json import deployment_json
from pilothouse.render.deployment_text import changes_text, deployment_text
from pilothouse.render.stack_events_text import stack_event_text
from pilothouse.render.stack_table import stack_table

PIPELINE = ResourceChange("Modify", "Pipeline", "AWS::CodePipeline::Pipeline", "True")
ROLE = ResourceChange("Add", "PipelineRole", "AWS::IAM::Role")
OUTCOME = Outcome("web", "demo", "us-west-2", "pipeline-demo-web", Result.UPDATED, (PIPELINE,))


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (Result.CREATED, "web is deployed: the stack pipeline-demo-web was created with 1 resource"),
        (Result.UPDATED, "web is deployed: the stack pipeline-demo-web was updated, 1 resource changed"),
        (Result.UNCHANGED, "web is deployed already: the stack pipeline-demo-web is as it should be"),
        (Result.DECLINED, "web was not deployed"),
    ],
)
def test_each_end_has_its_sentence(result: Result, sentence: str) -> None:
    assert deployment_text(replace(OUTCOME, result=result)) == f"{sentence}\n"


def test_a_proposal_says_how_to_carry_it_out() -> None:
    text = deployment_text(
        replace(OUTCOME, result=Result.PROPOSED, change_set="arn:set", change_set_link="https://console")
    )
    assert "https://console" in text
    assert "aws cloudformation execute-change-set --change-set-name arn:set" in text


def test_a_pending_connection_and_the_pipeline_s_page_are_named() -> None:
    text = deployment_text(replace(OUTCOME, connection="PENDING", pipeline_link="https://pipeline"))
    assert "its connection is still pending" in text
    assert text.endswith("  https://pipeline\n")


def test_changes_say_what_is_replaced() -> None:
    assert changes_text([PIPELINE, ROLE, replace(ROLE, action="Remove")]) == (
        "~ Pipeline (AWS::CodePipeline::Pipeline, replaced)\n"
        "+ PipelineRole (AWS::IAM::Role)\n"
        "- PipelineRole (AWS::IAM::Role)\n"
    )


def test_as_json_it_has_a_version_and_plain_values() -> None:
    report = json.loads(deployment_json(OUTCOME))
    assert (report["version"], report["result"]) == (1, "updated")
    assert report["changes"][0]["logical_id"] == "Pipeline"


def test_an_event_says_when_what_and_why() -> None:
    resource = StackResource("Role", "role-1", "AWS::IAM::Role", "CREATE_FAILED", "no such boundary")
    event = StackEvent("1", datetime(2026, 1, 1, 6, 7, 25, tzinfo=UTC), resource)
    assert (
        stack_event_text(event) == "06:07:25  CREATE_FAILED         Role (AWS::IAM::Role)  no such boundary"
    )


def test_the_table_shows_each_resource_and_the_stack() -> None:
    resources = [
        StackResource("Role", "role-1", "AWS::IAM::Role", "CREATE_FAILED", "no such boundary"),
        StackResource("Project", "", "AWS::CodeBuild::Project", "CREATE_IN_PROGRESS"),
    ]
    console = Console(width=120, record=True, file=None, force_terminal=False)
    with console.capture() as capture:
        console.print(stack_table("ROLLBACK_IN_PROGRESS", resources))
    shown = capture.get()
    for part in ("Role", "no such boundary", "CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS"):
        assert part in shown
