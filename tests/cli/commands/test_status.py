"""`pilothouse status` reports the state of a pipeline, and why it failed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pilothouse.aws import status as status_module
from pilothouse.cli import ask
from tests.aws.pipelines import action, make_pipeline, role, stages
from tests.cli.workspaces import run, write_files
from tests.emulator import OTHER_ACCOUNT, REGION, Call, Emulator, Reply
from tests.emulator.builds import put_build
from tests.emulator.executions import Execution
from tests.emulator.stack_events import add_event, begin_update, make_stack

DEPLOY = ("DeployTo-prod", "CreateOrUpdate-api-prod")
APPROVE = ("DeployTo-prod", "ApprovePromotionTo-prod")


def fail(account: Emulator, pipeline: str, stage: str, name: str, message: str, build: str = "") -> None:
    """Let the newest execution of a pipeline fail at an action."""
    execution = account.executions.begin(REGION, pipeline)
    account.executions.let(
        execution, stage, name, "Failed", externalExecutionId=build, errorDetails={"message": message}
    )


def test_a_pipeline_that_never_ran(app: str, pipeline: str) -> None:
    told = run("status")
    assert told.exit_code == 0, told.stderr
    heading = told.stdout.splitlines()[:3]
    assert heading[0] == f"release ({pipeline}) in us-west-2"
    assert heading[1].startswith("https://us-west-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/")
    assert heading[2] == "it has never run"
    assert f"  SourceCodeFor-{app}" in told.stdout


def test_a_failed_build_is_reported_with_the_end_of_its_log(
    app: str, pipeline: str, account: Emulator
) -> None:
    log = [f"line {n}" for n in range(30)]
    build = put_build(REGION, f"{app}-build", "FAILED", log, "exit status 1")
    fail(account, pipeline, "Build", "Build", "Build terminated with state: FAILED", build)
    lines = run("status", "release").stdout.splitlines()
    assert "failed: Build in Build" in lines
    assert "  Build terminated with state: FAILED" in lines
    assert "  POST_BUILD: exit status 1" in lines
    assert [line for line in lines if line.startswith("  | ")] == [f"  | {line}" for line in log[-20:]]


def test_a_failed_deployment_is_reported_with_what_failed_in_its_stack(
    app: str, pipeline: str, account: Emulator
) -> None:
    stack = make_stack(REGION, f"{app}-prod-api")
    add_event(stack, "Old", "AWS::ECS::Service", "CREATE_FAILED", "of an earlier operation")
    begin_update(stack)
    add_event(stack, "Service", "AWS::ECS::Service", "UPDATE_FAILED", "the tasks did not start")
    add_event(stack, "Bucket", "AWS::S3::Bucket", "UPDATE_FAILED", "Resource update cancelled")
    fail(account, pipeline, *DEPLOY, "the stack failed to update")
    told = run("status")
    assert "    UPDATE_FAILED  Service (AWS::ECS::Service)\n      the tasks did not start\n" in told.stdout
    assert "Bucket" not in told.stdout
    assert "earlier operation" not in told.stdout


def test_a_failed_nested_stack_is_reported_with_its_own_reason(
    app: str, pipeline: str, account: Emulator
) -> None:
    stack, nested = make_stack(REGION, f"{app}-prod-api"), make_stack(REGION, f"{app}-prod-api-addons")
    begin_update(nested)
    add_event(nested, "Table", "AWS::DynamoDB::Table", "UPDATE_FAILED", "no such key")
    begin_update(stack)
    add_event(
        stack, "Addons", "AWS::CloudFormation::Stack", "UPDATE_FAILED", "an embedded one", nested.stack_id
    )
    fail(account, pipeline, *DEPLOY, "the stack failed to update")
    told = run("status")
    assert "UPDATE_FAILED  Table (AWS::DynamoDB::Table)\n      no such key" in told.stdout
    assert "an embedded one" not in told.stdout


@pytest.fixture
def foreign(app: str, account: Emulator) -> str:
    """A pipeline whose deployment goes to another account and another region."""
    declared = stages(app)
    foreign = action(
        DEPLOY[1],
        "Deploy",
        "CloudFormation",
        "eu-west-1",
        StackName=f"{app}-prod-api",
        ActionMode="CREATE_UPDATE",
    )
    foreign["roleArn"] = f"arn:aws:iam::{OTHER_ACCOUNT}:role/manager"
    declared[2]["actions"] = [foreign]
    name = f"{app}-foreign"
    account.client("codepipeline", REGION).create_pipeline(
        pipeline={"name": name, "roleArn": role(account), "stages": declared},
        tags=[{"key": "copilot-application", "value": app}],
    )
    return name


def test_a_stack_of_another_account_is_read_by_the_action_s_role(
    app: str, foreign: str, account: Emulator
) -> None:
    stack = make_stack("eu-west-1", f"{app}-prod-api", OTHER_ACCOUNT)
    begin_update(stack)
    add_event(stack, "Service", "AWS::ECS::Service", "UPDATE_FAILED", "the tasks did not start")
    fail(account, foreign, *DEPLOY, "the stack failed to update")
    told = run("status")
    assert f"  the stack {app}-prod-api (account {OTHER_ACCOUNT}, eu-west-1):" in told.stdout
    assert "the tasks did not start" in told.stdout


@pytest.mark.usefixtures("app")
def test_a_role_that_cannot_be_assumed_is_reported_and_is_not_an_error(
    foreign: str, account: Emulator
) -> None:
    def deny(call: Call) -> Reply | None:
        if call.operation != "AssumeRole":
            return None
        error = "<Error><Code>AccessDenied</Code><Message>not yours</Message></Error>"
        body = f"<ErrorResponse>{error}</ErrorResponse>"
        return Reply(403, body.encode(), "text/xml")

    fail(account, foreign, *DEPLOY, "the stack failed to update")
    with account.intercept(deny):
        told = run("status")
    assert told.exit_code == 0
    assert (
        f"details are not available: cannot assume role arn:aws:iam::{OTHER_ACCOUNT}:role/manager"
        in told.stdout
    )
    assert "the stack failed to update" in told.stdout


def test_an_approval_that_waits_is_shown_as_waiting(pipeline: str, account: Emulator) -> None:
    execution = account.executions.begin(REGION, pipeline)
    account.executions.let(execution, *APPROVE, "InProgress", token="here")
    assert "  ApprovePromotionTo-prod    waits for approval" in run("status").stdout


def test_what_an_older_execution_left_is_shown_with_that_execution(pipeline: str, account: Emulator) -> None:
    account.executions.close(REGION, pipeline, "DeployTo-prod", "audit")
    first = account.executions.begin(REGION, pipeline)
    account.executions.let(first, *DEPLOY, "Failed")
    account.executions.begin(REGION, pipeline)
    told = run("status")
    assert f"Failed  in execution {first.id[:8]}, closed: audit" in told.stdout
    assert "failed:" not in told.stdout


def test_json_contains_all_of_it(app: str, pipeline: str, account: Emulator) -> None:
    build = put_build(REGION, f"{app}-build", "FAILED", ["last"], "exit status 1")
    fail(account, pipeline, "Build", "Build", "Build terminated with state: FAILED", build)
    report = json.loads(run("status", "--json").stdout)
    assert (report["version"], report["name"], report["pipeline"]) == (1, "release", pipeline)
    assert report["execution"]["status"] == "Failed"
    assert [stage["name"] for stage in report["stages"]] == ["Source", "Build", "DeployTo-prod"]
    assert report["failures"][0]["build"]["tail"] == ["last"]


def test_the_exit_status_depends_on_the_execution_where_asked(pipeline: str, account: Emulator) -> None:
    fail(account, pipeline, "Build", "Build", "no")
    assert (run("status").exit_code, run("status", "--exit-status").exit_code) == (0, 1)
    account.executions.begin(REGION, pipeline)
    assert run("status", "--exit-status").exit_code == 0


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What happens while nobody looks: one step in each pause of a watch."""
    planned: list[Callable[[], None]] = []

    class Clock:
        def __init__(self) -> None:
            self._passed = 0.0

        def now(self) -> float:
            return self._passed

        def sleep(self, seconds: float) -> None:
            assert seconds == status_module.PAUSE
            self._passed += seconds
            planned.pop(0)()

    monkeypatch.setattr("pilothouse.cli.commands.status.SystemClock", Clock)
    return planned


def test_a_watch_prints_each_change_and_ends_with_the_execution(
    app: str, pipeline: str, account: Emulator, steps: list[Callable[[], None]]
) -> None:
    execution = account.executions.begin(REGION, pipeline)
    steps += [
        lambda: account.executions.let(execution, "Source", f"SourceCodeFor-{app}", "Succeeded"),
        lambda: None,
        lambda: account.executions.let(execution, "Build", "Build", "InProgress"),
        lambda: account.executions.let(execution, "Build", "Build", "Failed", summary="no"),
    ]
    told = run("status", "--watch", "--exit-status")
    assert (told.exit_code, steps) == (1, [])
    changes = [line[10:] for line in told.stdout.splitlines()[:4]]
    assert changes == [
        f"Source / SourceCodeFor-{app}  InProgress",
        f"Source / SourceCodeFor-{app}  Succeeded",
        "Build / Build  InProgress",
        "Build / Build  Failed  no",
    ]
    assert "failed: Build in Build" in told.stdout


def test_a_watch_of_what_does_not_run_ends_at_once(pipeline: str, account: Emulator) -> None:
    fail(account, pipeline, "Build", "Build", "no")
    assert run("status", "--watch").exit_code == 0


class TestWhichExecutionIsMeant:
    @pytest.fixture
    def overtaken(self, pipeline: str, account: Emulator) -> tuple[Execution, Execution]:
        """An execution that failed in its build, and a newer one whose build runs."""
        first = account.executions.begin(REGION, pipeline)
        account.executions.let(first, "Build", "Build", "Failed", errorDetails={"message": "no"})
        second = account.executions.begin(REGION, pipeline)
        account.executions.let(second, "Build", "Build", "InProgress")
        return first, second

    def test_a_watch_follows_the_one_it_began_with_whatever_begins_later(
        self, pipeline: str, account: Emulator, steps: list[Callable[[], None]]
    ) -> None:
        first = account.executions.begin(REGION, pipeline)

        def overtake() -> None:
            account.executions.let(first, "Build", "Build", "Failed", errorDetails={"message": "no"})
            second = account.executions.begin(REGION, pipeline)
            account.executions.let(second, "Build", "Build", "Succeeded")
            second.status = "Succeeded"

        steps += [overtake]
        told = run("status", "--watch", "--exit-status")
        assert (told.exit_code, steps) == (1, [])
        assert "Build / Build  Failed  no" in told.stdout
        assert "failed: Build in Build" in told.stdout
        assert f"execution {first.id} Failed" in told.stdout
        assert "newer: execution" in told.stdout

    def test_an_older_one_is_shown_as_it_was_when_a_newer_has_overtaken_it(
        self, overtaken: tuple[Execution, Execution]
    ) -> None:
        first, second = overtaken
        told = json.loads(run("status", "--execution", first.id[:8], "--json").stdout)
        build = told["stages"][1]
        assert (build["status"], build["is_current"], build["execution"]) == ("Failed", True, first.id)
        assert told["failures"][0]["message"] == "no"
        assert (told["execution"]["id"], told["newest"]["id"]) == (first.id, second.id)
        assert run("status", "--execution", first.id, "--exit-status").exit_code == 1
        assert run("status", "--exit-status").exit_code == 0

    def test_a_watch_of_one_that_has_ended_ends_at_once(self, overtaken: tuple[Execution, Execution]) -> None:
        told = run("status", "--execution", overtaken[0].id[:8], "--watch", "--exit-status")
        assert told.exit_code == 1

    def test_a_superseded_one_fails_and_leads_to_the_newer(
        self, overtaken: tuple[Execution, Execution]
    ) -> None:
        first, second = overtaken
        first.status = "Superseded"
        told = run("status", "--execution", first.id, "--exit-status")
        assert told.exit_code == 1
        assert f"execution {first.id} of release was superseded" in told.stderr
        assert f"pilothouse status release --execution {second.id} --watch" in told.stderr
        assert f"superseded by execution {second.id} InProgress" in told.stdout

    @pytest.mark.usefixtures("overtaken")
    def test_a_prefix_that_fits_several_or_none(self) -> None:
        several, none = run("status", "--execution", "0000"), run("status", "--execution", "ffff")
        assert (several.exit_code, none.exit_code) == (2, 3)
        assert '2 executions of release start with "0000"' in several.stderr
        assert 'release has no execution "ffff"' in none.stderr

    def test_one_that_aws_does_not_list_yet_is_waited_for(
        self, pipeline: str, account: Emulator, steps: list[Callable[[], None]]
    ) -> None:
        first = account.executions.begin(REGION, pipeline)

        def appear() -> None:
            account.executions.begin(REGION, pipeline).status = "Stopped"

        steps += [lambda: None, appear]
        expected = f"00000001{first.id[8:]}"
        told = run("status", "--execution", expected, "--watch", "--exit-status")
        assert (told.exit_code, steps) == (1, [])
        assert f"execution {expected} Stopped" in told.stdout

    @pytest.mark.usefixtures("overtaken")
    def test_one_that_never_appears_is_not_waited_for_without_end(
        self, steps: list[Callable[[], None]]
    ) -> None:
        steps += [lambda: None] * int(status_module.APPEARANCE / status_module.PAUSE)
        unknown = "12345678-1234-1234-1234-123456789abc"
        told = run("status", "--execution", unknown, "--watch")
        assert (told.exit_code, steps) == (3, [])
        assert f"cannot follow execution {unknown}" in told.stderr

    @pytest.mark.usefixtures("pipeline")
    def test_a_watch_of_a_pipeline_that_never_ran_is_an_error(self) -> None:
        told = run("status", "--watch", "--exit-status")
        assert told.exit_code == 3
        assert "release has never run" in told.stderr

    def test_what_an_action_did_before_is_not_reported_of_an_execution_that_has_not_reached_it(
        self, pipeline: str, account: Emulator
    ) -> None:
        account.executions.let(account.executions.begin(REGION, pipeline), *DEPLOY, "Failed")
        second = account.executions.begin(REGION, pipeline)
        account.executions.let(second, *APPROVE, "InProgress", token="here")
        told = run("status")
        assert "failed:" not in told.stdout
        assert "CreateOrUpdate-api-prod    -" in told.stdout


class TestWhichPipelineIsMeant:
    @pytest.fixture
    def several(self, app: str, account: Emulator) -> str:
        for name in ("release", "nightly"):
            make_pipeline(account, app, name, f"pipeline-{app}-{name}-Pipeline-1")
        make_pipeline(account, app, f"{app}-legacy")
        return app

    @pytest.mark.parametrize(
        "name",
        ["nightly", "pipeline-{}-nightly-Pipeline-1", "{}-legacy"],
        ids=["name", "real name", "legacy"],
    )
    def test_it_is_named_by_either_name(self, several: str, name: str) -> None:
        told = run("status", name.format(several), "--json")
        assert name.format(several) in (json.loads(told.stdout)["name"], json.loads(told.stdout)["pipeline"])

    def test_it_is_named_by_its_manifest(self, several: str, tmp_path: Path) -> None:  # noqa: ARG002
        write_files(tmp_path, {"copilot/pipelines/folder/manifest.yml": "name: nightly\n"})
        for argument in ("copilot/pipelines/folder/manifest.yml", "folder"):
            assert json.loads(run("status", argument, "--json").stdout)["name"] == "nightly"

    def test_of_several_the_only_one_of_the_workspace_is_meant(self, several: str, tmp_path: Path) -> None:  # noqa: ARG002
        assert run("status").exit_code == 2
        write_files(tmp_path, {"copilot/pipelines/nightly/manifest.yml": "name: nightly\n"})
        assert json.loads(run("status", "--json").stdout)["name"] == "nightly"

    def test_several_are_listed(self, several: str) -> None:
        told = run("status")
        assert told.exit_code == 2
        assert "several pipelines are deployed: choose one" in told.stderr
        assert f"{several}-legacy, nightly, release" in told.stderr

    def test_of_several_a_person_chooses(
        self, several: str, tmp_path: Path, account: Emulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ask, "is_terminal", lambda: True)
        for name in ("release", "nightly"):
            write_files(tmp_path, {f"copilot/pipelines/{name}/manifest.yml": f"name: {name}\n"})
        told = run("status", "--json", stdin=b"nightly\n")
        assert json.loads(told.stdout)["name"] == "nightly"
        assert "  2. release  copilot/pipelines/release/manifest.yml" in told.stderr
        assert f"{several}-legacy" not in told.stderr
        make_pipeline(account, several, "release", f"pipeline-{several}-release-Pipeline-2")
        told = run("status", "--json", stdin=b"Pipeline-2\n3\n")
        assert json.loads(told.stdout)["pipeline"] == f"pipeline-{several}-release-Pipeline-2"

    def test_one_that_is_misspelled(self, several: str) -> None:  # noqa: ARG002
        told = run("status", "nigthly")
        assert told.exit_code == 3
        assert "nightly" in told.stderr

    def test_one_that_is_not_deployed_yet(self, several: str, tmp_path: Path) -> None:  # noqa: ARG002
        write_files(tmp_path, {"copilot/pipelines/new/manifest.yml": "name: new\n"})
        told = run("status", "new")
        assert told.exit_code == 3
        assert "run: pilothouse deploy new" in told.stderr

    def test_two_of_one_name_are_distinguished_by_their_real_names(
        self, several: str, account: Emulator
    ) -> None:
        make_pipeline(account, several, "release", f"pipeline-{several}-release-Pipeline-2")
        told = run("status", "release")
        assert told.exit_code == 2
        assert f"pipeline-{several}-release-Pipeline-1, pipeline-{several}-release-Pipeline-2" in told.stderr

    @pytest.mark.usefixtures("app")
    def test_none_is_deployed(self) -> None:
        told = run("status")
        assert told.exit_code == 3
        assert "is deployed in us-west-2" in told.stderr

    @pytest.mark.usefixtures("pipeline")
    def test_another_region_has_no_such_application(self) -> None:
        told = run("status", "--region", "eu-west-1")
        assert told.exit_code == 3
        assert "account 123456789012 has no such application in eu-west-1" in told.stderr

    def test_outside_a_workspace_the_application_is_named(
        self,
        app: str,
        pipeline: str,
        tmp_path_factory: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
        assert run("status").exit_code == 2
        assert json.loads(run("status", "--app", app, "--json").stdout)["pipeline"] == pipeline
