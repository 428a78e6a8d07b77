"""AWS at work on a stack is followed to its end; a failure is reported with its cause."""

import pytest

from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import StackEvent
from pilothouse.cli.stack_work import carry_out
from tests.aws.fakes import STACK_ID, TOKEN, FakeClock, FakeStacks, event

STACK = "pipeline-demo-web"


def follow(*history: StackEvent) -> None:
    carry_out(FakeStacks(history=list(history)), STACK_ID, TOKEN, FakeClock())


def test_events_are_lines_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    follow(event("1", "PipelineRole", "CREATE_COMPLETE"), event("2", STACK, "CREATE_COMPLETE"))
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split()[1:3] for line in err.splitlines()] == [
        ["CREATE_COMPLETE", "PipelineRole"],
        ["CREATE_COMPLETE", STACK],
    ]


def test_a_failure_names_causes_and_not_what_they_took_along() -> None:
    with pytest.raises(AwsError) as raised:
        follow(
            event("1", "PipelineRole", "UPDATE_FAILED", "no such boundary"),
            event("2", "BuildProject", "UPDATE_FAILED", "Resource update cancelled"),
            event("3", STACK, "UPDATE_ROLLBACK_COMPLETE"),
        )
    assert raised.value.fault is Fault.FAILED
    assert raised.value.message.splitlines() == [
        "it is UPDATE_ROLLBACK_COMPLETE",
        "  PipelineRole (AWS::IAM::Role): no such boundary",
    ]
    assert "the live pipeline is unchanged" in raised.value.help


def test_many_failures_are_cut_short() -> None:
    failures = [event(str(n), f"Role{n}", "CREATE_FAILED", f"cause {n}") for n in range(8)]
    with pytest.raises(AwsError, match="and 3 more"):
        follow(*failures, event("9", STACK, "ROLLBACK_COMPLETE"))


def test_an_interruption_says_that_aws_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out(FakeStacks(), STACK_ID, TOKEN, FakeClock(at_sleep=interrupt))
    assert f"the operation on stack {STACK} continues" in capsys.readouterr().err
