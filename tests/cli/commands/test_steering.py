"""`approve`, `reject`, `retry`, `start` and `stop` do one thing to one pipeline, and say what they did."""

import json
from collections.abc import Iterator

import pytest

from tests.cli.workspaces import run
from tests.emulator import REGION, Call, Emulator, Reply
from tests.emulator.executions import Execution

APPROVAL = ("DeployTo-prod", "ApprovePromotionTo-prod")


@pytest.fixture
def execution(pipeline: str, account: Emulator) -> Execution:
    """The newest execution of the pipeline `release`: its source stage is at work."""
    return account.executions.begin(REGION, pipeline)


class TestApprovals:
    @pytest.fixture
    def waiting(self, app: str, execution: Execution, account: Emulator) -> Execution:
        account.executions.let(execution, "Source", f"SourceCodeFor-{app}", "Succeeded")
        account.executions.let(execution, *APPROVAL, "InProgress", token="here")
        return execution

    @pytest.mark.parametrize(("command", "status"), [("approve", "Succeeded"), ("reject", "Failed")])
    def test_it_is_answered_with_a_comment(self, command: str, status: str, waiting: Execution) -> None:
        done = run(command, "release", "--comment", "seen by Ann", "--yes")
        assert done.exit_code == 0, done.stderr
        assert "ApprovePromotionTo-prod of release" in done.stdout
        assert "revision  4f0c9d2e Add the ledger" in done.stderr
        answered = waiting.actions[APPROVAL]
        assert (answered["status"], answered["summary"]) == (status, "seen by Ann")

    @pytest.mark.usefixtures("waiting")
    def test_an_answer_that_is_not_from_aws_is_not_an_approval(self, account: Emulator) -> None:
        def leave_out(call: Call) -> Reply | None:
            return Reply(200, b"{}") if call.operation == "PutApprovalResult" else None

        with account.intercept(leave_out):
            done = run("approve", "release", "--yes")
        assert done.exit_code == 3
        assert "call: codepipeline:PutApprovalResult" in done.stderr

    def test_status_shows_who_rejected_and_why(self, waiting: Execution, account: Emulator) -> None:
        error = {"message": "Rejected by Ann"}
        account.executions.let(waiting, *APPROVAL, "Failed", errorDetails=error, summary="not before Monday")
        done = run("status", "release")
        assert done.exit_code == 0, done.stderr
        assert "Rejected by Ann: not before Monday" in done.stdout

    def test_json_reports_the_answer(self, waiting: Execution) -> None:
        report = json.loads(run("approve", "--yes", "--json").stdout)
        assert (report["version"], report["action"], report["name"]) == (1, "approve", "release")
        assert (report["approval"], report["execution"]) == ("ApprovePromotionTo-prod", waiting.id)

    def test_without_a_terminal_it_is_not_answered(self, waiting: Execution) -> None:
        done = run("approve")
        assert done.exit_code == 2
        assert "pass --yes" in done.stderr
        assert waiting.actions[APPROVAL]["status"] == "InProgress"

    def test_the_question_names_pipeline_account_and_region(self, waiting: Execution) -> None:  # noqa: ARG002
        asked = run("approve").stderr
        assert "Approve ApprovePromotionTo-prod of release in account 123456789012, us-west-2?" in asked

    def test_an_older_execution_is_shown_with_its_revision_and_the_newer_ones(
        self, app: str, pipeline: str, waiting: Execution, account: Emulator
    ) -> None:
        newer = account.executions.begin(REGION, pipeline)
        account.executions.let(newer, "Source", f"SourceCodeFor-{app}", "Succeeded")
        said = run("approve").stderr.splitlines()
        assert said[0] == f"DeployTo-prod of release, execution {waiting.id}"
        assert said[1].startswith("revision  4f0c9d2e Add the ledger")
        assert said[2] == f"newer: execution {newer.id}, InProgress"
        assert said[3].startswith("revision  4f0c9d2e Add the ledger")

    @pytest.mark.usefixtures("execution")
    def test_none_waits(self) -> None:
        done = run("approve", "--yes")
        assert done.exit_code == 3
        assert "release has no pending approval" in done.stderr

    def test_of_several_one_is_named(self, waiting: Execution, account: Emulator) -> None:
        account.executions.let(waiting, "Build", "Build", "InProgress", token="there")
        done = run("approve", "--yes")
        assert done.exit_code == 2
        assert "choose one with --action: Build, ApprovePromotionTo-prod" in done.stderr
        assert run("approve", "--yes", "--action", "test").exit_code == 3
        assert run("approve", "--yes", "--action", "prod").exit_code == 0
        assert waiting.actions[APPROVAL]["status"] == "Succeeded"


class TestRetry:
    def test_the_stage_that_failed_runs_again(self, execution: Execution, account: Emulator) -> None:
        account.executions.let(execution, "Build", "Build", "Failed")
        done = run("retry")
        assert done.exit_code == 0, done.stderr
        assert done.stdout.startswith("Build of release runs again")
        assert execution.actions["Build", "Build"]["status"] == "InProgress"

    @pytest.mark.usefixtures("execution")
    def test_nothing_has_failed(self) -> None:
        done = run("retry")
        assert done.exit_code == 3
        assert "no stage of release has failed" in done.stderr

    def test_of_several_one_is_named(self, execution: Execution, account: Emulator) -> None:
        account.executions.let(execution, "Build", "Build", "Failed")
        account.executions.let(execution, "DeployTo-prod", "CreateOrUpdate-api-prod", "Failed")
        assert "choose one with --stage: Build, DeployTo-prod" in run("retry").stderr
        report = json.loads(run("retry", "--stage", "prod", "--json").stdout)
        assert (report["stage"], report["execution"]) == ("DeployTo-prod", execution.id)


class TestStartAndStop:
    def test_an_execution_begins(self, pipeline: str, account: Emulator) -> None:
        begun = json.loads(run("start", "--json").stdout)["execution"]
        listed = account.client("codepipeline", REGION).list_pipeline_executions(pipelineName=pipeline)
        assert [one["pipelineExecutionId"] for one in listed["pipelineExecutionSummaries"]] == [begun]
        assert "started execution" in run("start").stdout

    def test_it_stops_after_what_runs(self, execution: Execution) -> None:
        done = run("stop", "--reason", "a mistake")
        assert done.exit_code == 0, done.stderr
        assert execution.status == "Stopping"

    def test_it_is_abandoned_even_while_it_stops(self, execution: Execution) -> None:
        run("stop")
        assert run("stop").exit_code == 3
        assert run("stop", "--abandon").exit_code == 0
        assert execution.status == "Stopped"

    @pytest.mark.usefixtures("pipeline")
    def test_nothing_runs(self) -> None:
        done = run("stop")
        assert done.exit_code == 3
        assert "no execution of release runs" in done.stderr

    def test_of_several_one_is_named_by_the_beginning_of_its_id(
        self, execution: Execution, pipeline: str, account: Emulator
    ) -> None:
        second = account.executions.begin(REGION, pipeline)
        done = run("stop")
        assert done.exit_code == 2
        assert f"choose one with --execution: {second.id}, {execution.id}" in done.stderr
        assert run("stop", "--execution", execution.id[:8]).exit_code == 0
        assert (execution.status, second.status) == ("Stopping", "InProgress")


@pytest.mark.parametrize("command", ["approve", "reject", "retry", "start", "stop", "logs"])
class TestWhereThereIsNoPipeline:
    @pytest.fixture(autouse=True)
    def nothing_is_steered(self, app: str, account: Emulator) -> Iterator[None]:  # noqa: ARG002
        start = len(account.calls)
        yield
        made = {call.operation for call in account.calls[start:]}
        assert made <= {"GetResources", "GetParameter", "GetCallerIdentity", "DescribeStacks"}

    def test_the_error_names_the_command_that_deploys_one(self, command: str) -> None:
        done = run(command, "release")
        assert done.exit_code == 3
        assert "deploy one: pilothouse deploy release" in done.stderr
