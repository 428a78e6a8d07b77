"""What is deployed is looked at before it is touched: it must be the application's, and able to change."""

from dataclasses import replace

import pytest

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.open import open_account
from pilothouse.aws.ports.pipelines import TaggedPipeline
from pilothouse.aws.ports.stacks import DeployedStack
from pilothouse.aws.stack_status import has_succeeded, is_half_made, is_running, is_stuck
from pilothouse.aws.survey import belongs_to, check_naming, find_stack
from pilothouse.ir.context import Application
from tests.aws.fakes import STACK_ID, FakePipelines, FakeStacks

DEMO = Application("demo", "123456789012", "us-west-2")
APPLICATION, PIPELINE = {"copilot-application": "demo"}, {"copilot-pipeline": "web"}


def account(stack: DeployedStack | None = None, *pipelines: TaggedPipeline) -> Account:
    opened = open_account(Access(region="us-west-2"))
    return replace(opened, stacks=FakeStacks(stack), pipelines=FakePipelines(pipelines))


def stack(status: str = "UPDATE_COMPLETE", description: str = "CodePipeline for demo") -> DeployedStack:
    return DeployedStack(STACK_ID, "pipeline-demo-web", status, "why", description, APPLICATION | PIPELINE)


@pytest.mark.parametrize(
    ("description", "tags", "expected"),
    [
        ("CodePipeline for demo", APPLICATION | PIPELINE, True),
        ("CodePipeline for demo", APPLICATION, True),
        ("CodePipeline for demo", {}, True),
        ("described with an override", APPLICATION | PIPELINE, True),
        ("CodePipeline for demo", {"copilot-application": "other"}, False),
        ("CodePipeline for other", {}, False),
        ("an environment", APPLICATION | {"copilot-environment": "test"}, False),
        ("", {}, False),
    ],
)
def test_a_pipeline_of_the_application_is_known_by_description_or_tags(
    description: str, tags: dict[str, str], expected: bool
) -> None:
    deployed = replace(stack(), description=description, tags=tags)
    assert belongs_to(deployed, "demo") is expected


def test_a_stack_that_needs_a_person_is_reported_with_the_command_that_helps() -> None:
    with pytest.raises(AwsError, match=r"UPDATE_ROLLBACK_FAILED \(why\)") as raised:
        find_stack(account(stack("UPDATE_ROLLBACK_FAILED")), DEMO, "pipeline-demo-web")
    assert "continue-update-rollback --stack-name pipeline-demo-web" in raised.value.help


def test_a_missing_stack_is_not_an_error() -> None:
    assert find_stack(account(), DEMO, "pipeline-demo-web") is None


@pytest.mark.parametrize(
    ("tags", "is_legacy", "is_refused"),
    [
        (APPLICATION, False, True),
        (APPLICATION, True, False),
        (APPLICATION | PIPELINE, False, False),
        (None, False, False),
        (None, True, True),
    ],
)
def test_a_second_stack_next_to_the_real_one_is_refused(
    tags: dict[str, str] | None, is_legacy: bool, is_refused: bool
) -> None:
    tagged = [] if tags is None else [TaggedPipeline("web", tags)]
    asked = account(None, *tagged)
    if is_refused:
        with pytest.raises(AwsError, match="the context is out of date") as raised:
            check_naming(asked, "demo", "web", is_legacy=is_legacy)
        assert raised.value.fault is Fault.REFUSED
    else:
        check_naming(asked, "demo", "web", is_legacy=is_legacy)


@pytest.mark.parametrize(
    ("status", "running", "half_made", "stuck", "succeeded"),
    [
        ("CREATE_COMPLETE", False, False, False, True),
        ("UPDATE_COMPLETE", False, False, False, True),
        ("UPDATE_ROLLBACK_COMPLETE", False, False, False, False),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", True, False, False, False),
        ("REVIEW_IN_PROGRESS", False, False, False, False),
        ("DELETE_IN_PROGRESS", True, False, False, False),
        ("ROLLBACK_COMPLETE", False, True, False, False),
        ("DELETE_FAILED", False, True, False, False),
        ("UPDATE_ROLLBACK_FAILED", False, False, True, False),
        ("DELETE_COMPLETE", False, False, False, True),
    ],
)
def test_what_a_status_means(
    status: str, running: bool, half_made: bool, stuck: bool, succeeded: bool
) -> None:
    found = (is_running(status), is_half_made(status), is_stuck(status), has_succeeded(status))
    assert found == (running, half_made, stuck, succeeded)
