"""The result of a deployment is one sentence, with the next step."""

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
from pilothouse.render.stack_table import stack_screen, stack_table

PIPELINE = ResourceChange("Modify", "Pipeline", "AWS::CodePipeline::Pipeline", "True")
ROLE = ResourceChange("Add", "PipelineRole", "AWS::IAM::Role")
OUTCOME = Outcome("web", "demo", "us-west-2", "pipeline-demo-web", Result.UPDATED, (PIPELINE,))


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (Result.CREATED, "web is deployed: stack pipeline-demo-web was created with 1 resource"),
        (Result.UPDATED, "web is deployed: stack pipeline-demo-web was updated, 1 resource changed"),
        (Result.UNCHANGED, "web: stack pipeline-demo-web is already up to date"),
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


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (80, 20), (60, 10), (40, 6)])
def test_a_table_of_any_length_fits_the_terminal_with_what_is_at_work(columns: int, rows: int) -> None:
    kind, reason = "AWS::CodeBuild::Project", "a reason that is longer than what is left of the line " * 3
    done = [StackResource(f"Project{n}", "", kind, "CREATE_COMPLETE") for n in range(30)]
    at_work = [
        StackResource("Late", "", kind, "CREATE_IN_PROGRESS"),
        StackResource("Wrong", "", kind, "CREATE_FAILED", reason),
    ]
    console = Console(width=columns, height=rows, force_terminal=False)
    with console.capture() as capture:
        console.print(stack_screen("CREATE_IN_PROGRESS", [*done, *at_work], rows))
    lines = capture.get().splitlines()
    assert len(lines) < rows
    assert lines[-1].strip() == "CREATE_IN_PROGRESS, 30 done"
    assert [line.split()[1][:3] for line in lines[1:-1]] == ["Wro", "Lat"]


def test_more_at_work_than_rows_are_counted() -> None:
    busy = [StackResource(f"P{n}", "", "AWS::IAM::Role", "CREATE_IN_PROGRESS") for n in range(50)]
    console = Console(width=80, height=10, force_terminal=False)
    with console.capture() as capture:
        console.print(stack_screen("", busy, 10))
    lines = capture.get().splitlines()
    assert len(lines) == 8
    assert lines[-1].strip() == "waiting for CloudFormation, 0 done, 44 more in progress"
