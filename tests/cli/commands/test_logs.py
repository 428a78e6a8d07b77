"""`pilothouse logs` prints what an action's build has logged."""

import json
from collections.abc import Callable

import pytest

from tests.cli.workspaces import run
from tests.emulator import REGION, Emulator
from tests.emulator.builds import end_build, put_build, put_lines
from tests.emulator.executions import Execution


@pytest.fixture
def execution(pipeline: str, account: Emulator) -> Execution:
    return account.executions.begin(REGION, pipeline)


@pytest.fixture
def build(app: str, execution: Execution, account: Emulator) -> str:
    """A build that runs, and has logged two lines."""
    build_id = put_build(REGION, f"{app}-build", "IN_PROGRESS", ["one", "two"])
    account.executions.let(execution, "Build", "Build", "InProgress", externalExecutionId=build_id)
    return build_id


def test_the_log_of_the_only_action_that_has_one(build: str) -> None:
    told = run("logs")
    assert (told.exit_code, told.stdout) == (0, "one\ntwo\n")
    assert told.stderr == f"Build in Build, build {build}\n"
    assert run("logs", "--time").stdout.splitlines()[1].endswith(":01  two")


def test_json_contains_the_whole_log(build: str) -> None:
    report = json.loads(run("logs", "release", "--action", "Build", "--json").stdout)
    assert report["version"] == 1
    assert (report["stage"], report["action"], report["build"]) == ("Build", "Build", build)
    assert [line["text"] for line in report["lines"]] == ["one", "two"]


def test_the_action_that_failed_is_meant_before_others(
    app: str, execution: Execution, account: Emulator
) -> None:
    running = put_build(REGION, f"{app}-build", "IN_PROGRESS", ["one"])
    account.executions.let(execution, "Build", "Other", "InProgress", externalExecutionId=running)
    failed = put_build(REGION, f"{app}-build", "FAILED", ["no"])
    account.executions.let(execution, "Build", "Build", "Failed", externalExecutionId=failed)
    assert run("logs").stdout == "no\n"


@pytest.mark.usefixtures("build")
def test_an_older_execution_is_named_by_the_beginning_of_its_id(
    execution: Execution, pipeline: str, account: Emulator
) -> None:
    account.executions.begin(REGION, pipeline)
    assert run("logs").exit_code == 3
    assert run("logs", "--execution", execution.id[:8]).stdout == "one\ntwo\n"
    assert run("logs", "--execution", "ffff").exit_code == 3
    assert run("logs", "--execution", "0000").exit_code == 2


@pytest.mark.usefixtures("build")
def test_an_action_without_a_log_is_an_error_that_lists_those_with_one() -> None:
    told = run("logs", "--action", "CreateOrUpdate-api-prod")
    assert told.exit_code == 3
    assert "actions with a log: Build" in told.stderr


@pytest.mark.usefixtures("pipeline")
def test_a_pipeline_that_never_ran_has_none() -> None:
    assert "release has never run" in run("logs").stderr


def test_a_build_that_codebuild_forgot(execution: Execution, account: Emulator) -> None:
    account.executions.let(execution, "Build", "Build", "Failed", externalExecutionId="gone:1")
    told = run("logs")
    assert told.exit_code == 3
    assert "CodeBuild has no such build" in told.stderr


def test_a_log_is_followed_until_the_build_ends(build: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[Callable[[], None]] = [
        lambda: put_lines(REGION, build, ["three"]),
        lambda: None,
        lambda: end_build(REGION, build, "SUCCEEDED", ["four"]),
    ]

    class Clock:
        def now(self) -> float:
            return 0.0

        def sleep(self, seconds: float) -> None:  # noqa: ARG002
            steps.pop(0)()

    monkeypatch.setattr("pilothouse.cli.commands.logs.SystemClock", Clock)
    told = run("logs", "--follow")
    assert (told.exit_code, told.stdout, steps) == (0, "one\ntwo\nthree\nfour\n", [])


def test_following_and_json_exclude_each_other(build: str) -> None:  # noqa: ARG001
    assert run("logs", "--follow", "--json").exit_code == 2
