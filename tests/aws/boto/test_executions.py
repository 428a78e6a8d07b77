"""Executions as they are read, and what may be done about them."""

import re
from dataclasses import replace

import pytest

from pilothouse.aws.access import Access
from pilothouse.aws.fault import AwsError
from pilothouse.aws.open import open_account
from pilothouse.aws.ports.executions import ActionRun, Executions, PendingApproval, Revision
from tests.aws.pipelines import make_pipeline
from tests.emulator import REGION, Emulator
from tests.emulator.executions import COMMIT


@pytest.fixture
def executions(environment: Emulator) -> Executions:  # noqa: ARG001
    return open_account(Access()).executions


@pytest.fixture
def pipeline(environment: Emulator, request: pytest.FixtureRequest) -> str:
    return make_pipeline(environment, "executed", re.sub("[^a-z_]", "-", request.node.name))


def test_the_newest_execution_comes_first(
    environment: Emulator, executions: Executions, pipeline: str
) -> None:
    first = environment.executions.begin(REGION, pipeline)
    second = environment.executions.begin(REGION, pipeline, "StartPipelineExecution")
    found = executions.latest(pipeline, 10)
    assert [one.id for one in found] == [second.id, first.id]
    assert (found[0].status, found[0].trigger, found[0].is_running) == (
        "InProgress",
        "StartPipelineExecution",
        True,
    )
    assert [one.id for one in executions.latest(pipeline, 1)] == [second.id]


def test_an_execution_has_its_revision(environment: Emulator, executions: Executions, pipeline: str) -> None:
    run = environment.executions.begin(REGION, pipeline)
    environment.executions.let(run, "Source", "SourceCodeFor-executed", "Succeeded")
    (revision,) = executions.latest(pipeline, 1)[0].revisions
    assert revision == Revision(
        "SourceCodeFor-executed",
        COMMIT,
        '{"ProviderType":"GitHub","CommitMessage":"Add the ledger\\n\\nAt last."}',
        f"https://github.com/owner/repo/commit/{COMMIT}",
    )


def test_an_action_has_the_id_of_the_build_that_it_started(
    environment: Emulator, executions: Executions, pipeline: str
) -> None:
    run = environment.executions.begin(REGION, pipeline)
    details = {"externalExecutionId": "project:1", "summary": "red", "errorDetails": {"message": "no"}}
    environment.executions.let(run, "Build", "Build", "Failed", **details)
    told = executions.actions(pipeline, run.id)[0]
    assert told.changed is not None
    assert replace(told, changed=None) == ActionRun("Build", "Build", "Failed", "project:1", "red", "no")


def test_an_execution_is_started_and_stopped(executions: Executions, pipeline: str) -> None:
    started = executions.start(pipeline)
    executions.stop(pipeline, started, "a mistake", abandon=False)
    assert executions.latest(pipeline, 1)[0].status == "Stopping"
    again = executions.start(pipeline)
    executions.stop(pipeline, again, "", abandon=True)
    assert executions.latest(pipeline, 1)[0].status == "Stopped"


def test_a_failed_stage_runs_again_and_no_other(
    environment: Emulator, executions: Executions, pipeline: str
) -> None:
    run = environment.executions.begin(REGION, pipeline)
    with pytest.raises(AwsError, match="cannot retry stage Build"):
        executions.retry(pipeline, "Build", run.id)
    environment.executions.let(run, "Build", "Build", "Failed")
    assert executions.retry(pipeline, "Build", run.id) == run.id
    assert executions.actions(pipeline, run.id)[0].status == "InProgress"


@pytest.mark.parametrize(("approved", "status"), [(True, "Succeeded"), (False, "Failed")])
def test_an_approval_is_answered_once(
    approved: bool, status: str, environment: Emulator, executions: Executions, pipeline: str
) -> None:
    run = environment.executions.begin(REGION, pipeline)
    at = ("DeployTo-prod", "ApprovePromotionTo-prod")
    environment.executions.let(run, *at, "InProgress", token="here")
    executions.answer(pipeline, PendingApproval(*at, "here"), "fine", approved=approved)
    assert executions.actions(pipeline, run.id)[0].status == status
    with pytest.raises(AwsError):
        executions.answer(pipeline, PendingApproval(*at, "here"), "fine", approved=approved)
