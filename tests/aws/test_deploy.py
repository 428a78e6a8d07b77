"""`pilothouse deploy` against an account: the stack afterwards, the calls, and the messages."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pilothouse.aws.clock import SystemClock
from tests.cli.workspaces import Run, run
from tests.emulator import (
    REGION,
    Application,
    Call,
    CopilotClient,
    Emulator,
    Environment,
    Reply,
    Workload,
    World,
)

WORLD = World(
    "shipped",
    tags={"team": "dock"},
    permissions_boundary="limits",
    environments=(Environment("test"), Environment("prod", region="eu-west-1")),
    workloads=(Workload("api"),),
    connections=("shipped-quay",),
    legacy_pipelines=("shipped-old",),
)
MANIFEST = """\
name: {name}
version: 1
source:
  provider: GitHub
  properties: {{repository: https://github.com/owner/repo, connection_name: shipped-quay}}
stages: [{{name: test}}, {{name: prod}}]
"""


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.fixture
def account(inside: Path, environment: Emulator) -> Emulator:  # noqa: ARG001
    return environment


def write(name: str, text: str = MANIFEST) -> str:
    folder = Path("copilot", "pipelines", name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.yml").write_text(text.format(name=name))
    run("context", "pull")
    return f"pipeline-{WORLD.application}-{name}"


def deploy(name: str, *options: str) -> Run:
    return run("deploy", name, "--yes", "--no-validate", *options)


def stack_of(account: Emulator, name: str) -> dict[str, Any]:
    (found,) = account.client("cloudformation", REGION).describe_stacks(StackName=name)["Stacks"]
    result: dict[str, Any] = found
    return result


def open_change_sets(account: Emulator, stack: str) -> list[str]:
    summaries = account.client("cloudformation", REGION).list_change_sets(StackName=stack)["Summaries"]
    return [
        one["ChangeSetName"]
        for one in summaries
        if one["StackName"] == stack and one["ExecutionStatus"] != "EXECUTE_COMPLETE"
    ]


def calls_of(account: Emulator, name: str, *options: str) -> list[Call]:
    start = len(account.calls)
    done = deploy(name, *options)
    assert done.exit_code == 0, done.stderr
    return account.calls[start:]


def test_a_pipeline_is_created(account: Emulator, application: Application) -> None:
    stack = write("first")
    done = deploy("first")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(f"first is deployed: stack {stack} was created with 6 resources\n")
    found = stack_of(account, stack)
    assert found["StackStatus"] == "CREATE_COMPLETE"
    tags = {tag["Key"]: tag["Value"] for tag in found["Tags"]}
    assert tags == {"team": "dock", "copilot-application": "shipped", "copilot-pipeline": "first"}
    uploaded = account.client("s3", REGION).get_object(
        Bucket=application.pipeline_bucket, Key=f"{stack}.pipeline.stack.yml"
    )
    assert uploaded["Body"].read().decode() == run("compile", "first", "--no-validate").stdout


@pytest.mark.usefixtures("account")
def test_each_step_is_reported() -> None:
    write("told")
    said = deploy("told").stderr.splitlines()
    assert "+ Pipeline (AWS::CodePipeline::Pipeline): created" in said
    assert any(
        "CREATE_COMPLETE" in line and "Pipeline (AWS::CodePipeline::Pipeline)" in line for line in said
    )


def test_a_pipeline_that_is_as_it_should_be_is_left_alone(account: Emulator) -> None:
    stack = write("again")
    deploy("again")
    made = calls_of(account, "again")
    assert stack_of(account, stack)["StackStatus"] == "CREATE_COMPLETE"
    assert not {"PutObject", "CreateChangeSet", "ExecuteChangeSet"} & {call.operation for call in made}


def test_a_change_updates_the_stack_in_place(account: Emulator) -> None:
    stack = write("moved")
    deploy("moved")
    before = stack_of(account, stack)["StackId"]
    write("moved", MANIFEST.replace("{{name: prod}}", "{{name: prod, requires_approval: true}}"))
    done = deploy("moved")
    assert done.stdout.startswith(f"moved is deployed: stack {stack} was updated, ")
    assert "ApprovePromotionTo-prod" in done.stderr
    assert stack_of(account, stack)["StackId"] == before


def test_a_legacy_pipeline_keeps_its_name(account: Emulator) -> None:
    write("shipped-old")
    account.client("cloudformation", REGION).create_stack(
        StackName="shipped-old",
        TemplateBody="{Description: CodePipeline for shipped, Resources: {}}",
        Tags=[{"Key": "copilot-application", "Value": "shipped"}],
    )
    done = deploy("shipped-old")
    assert done.exit_code == 0, done.stderr
    tags = {tag["Key"] for tag in stack_of(account, "shipped-old")["Tags"]}
    assert "copilot-pipeline" not in tags


@pytest.mark.usefixtures("account")
def test_overrides_are_deployed_as_copilot_deploys_them() -> None:
    stack = write("patched")
    overrides = Path("copilot", "pipelines", "patched", "overrides")
    overrides.mkdir()
    patch = "[{op: add, path: /Resources/BuildProject/Properties/TimeoutInMinutes, value: 77}]"
    (overrides / "cfn.patches.yml").write_text(patch)
    assert deploy("patched", "--json").exit_code == 0
    assert "TimeoutInMinutes: 77" in run("compile", "patched", "--no-validate").stdout
    assert run("diff", "patched", "--deployed").exit_code == 0
    assert run("diff", "patched", "--deployed", "--live").exit_code == 0
    assert json.loads(deploy("patched", "--json").stdout)["stack"] == stack


@pytest.mark.usefixtures("account")
def test_an_override_that_may_not_run_stops_a_deployment() -> None:
    write("coded")
    overrides = Path("copilot", "pipelines", "coded", "overrides")
    overrides.mkdir()
    (overrides / "override.py").write_text("def override(template):\n    return template\n")
    assert deploy("coded").exit_code == 1


def test_a_change_set_can_be_left_for_a_person(account: Emulator) -> None:
    stack = write("proposed")
    done = deploy("proposed", "--no-execute", "--json")
    outcome = json.loads(done.stdout)
    assert (outcome["result"], stack_of(account, stack)["StackStatus"]) == ("proposed", "REVIEW_IN_PROGRESS")
    account.client("cloudformation", REGION).execute_change_set(ChangeSetName=outcome["change_set"])
    assert json.loads(deploy("proposed", "--json").stdout)["result"] == "unchanged"


def test_without_a_terminal_nothing_is_done_unless_confirmed(account: Emulator) -> None:
    stack = write("asked")
    done = run("deploy", "asked", "--no-validate")
    assert (done.exit_code, "--yes" in done.stderr) == (2, True)
    with pytest.raises(account.client("cloudformation", REGION).exceptions.ClientError):
        stack_of(account, stack)


def test_a_newer_template_is_not_overwritten(account: Emulator) -> None:
    stack = write("newer")
    account.client("cloudformation", REGION).create_stack(
        StackName=stack,
        TemplateBody="{Description: CodePipeline for shipped, Metadata: {Version: v1.99.0}, Resources: {}}",
    )
    refused = deploy("newer")
    assert (refused.exit_code, "--allow-downgrade" in refused.stderr) == (3, True)
    assert deploy("newer", "--allow-downgrade").exit_code == 0


def test_a_stack_of_something_else_is_not_touched(account: Emulator) -> None:
    stack = write("taken")
    account.client("cloudformation", REGION).create_stack(
        StackName=stack, TemplateBody="{Description: mine, Resources: {}}"
    )
    refused = deploy("taken")
    assert refused.exit_code == 3
    assert "it is not a pipeline of application shipped" in refused.stderr


def test_replacing_a_pipeline_requires_an_option(account: Emulator) -> None:
    stack = write("kept")
    deploy("kept")
    write("kept", MANIFEST.replace("{{name: prod}}", "{{name: prod, requires_approval: true}}"))

    def replace(call: Call) -> Reply | None:
        if call.operation != "DescribeChangeSet":
            return None
        body = f"""<DescribeChangeSetResponse><DescribeChangeSetResult>
            <ChangeSetId>{call.form()["ChangeSetName"]}</ChangeSetId><StackId>{stack}/x/y</StackId>
            <Status>CREATE_COMPLETE</Status><Changes><member><Type>Resource</Type><ResourceChange>
            <Action>Modify</Action><LogicalResourceId>Pipeline</LogicalResourceId>
            <ResourceType>AWS::CodePipeline::Pipeline</ResourceType><Replacement>True</Replacement>
            </ResourceChange></member></Changes></DescribeChangeSetResult></DescribeChangeSetResponse>"""
        return Reply(200, body.encode(), "text/xml")

    with account.intercept(replace):
        refused = deploy("kept")
    assert (refused.exit_code, "--allow-replacement" in refused.stderr) == (3, True)
    assert stack_of(account, stack)["StackStatus"] == "CREATE_COMPLETE"
    assert open_change_sets(account, stack) == []


@pytest.mark.usefixtures("account")
def test_credentials_of_another_account_are_refused() -> None:
    write("abroad")
    context = Path("copilot", "context.yml")
    context.write_text(context.read_text().replace('account: "123456789012"', 'account: "210987654321"', 1))
    refused = [deploy("abroad"), run("diff", "abroad", "--deployed")]
    context.unlink()
    for one in refused:
        assert one.exit_code == 3
        assert "it is in account 210987654321, but the credentials are for account 123456789012" in one.stderr


@pytest.mark.usefixtures("account")
def test_another_region_than_the_application_s_is_refused() -> None:
    write("apart")
    for command in ("deploy", "diff"):
        options = ("--deployed",) if command == "diff" else ("--yes",)
        refused = run(command, "apart", *options, "--region", "eu-west-1")
        assert (refused.exit_code, "run in us-west-2" in refused.stderr) == (2, True)


def test_an_error_in_the_manifest_stops_before_anything_is_done(account: Emulator) -> None:
    write("wrong", MANIFEST.replace("prod", "nowhere"))
    start = len(account.calls)
    assert deploy("wrong").exit_code == 1
    assert account.calls[start:] == []


@pytest.mark.usefixtures("account")
def test_one_pipeline_is_deployed_at_a_time() -> None:
    write("one")
    write("two")
    refused = run("deploy", "--yes")
    assert (refused.exit_code, "pipelines here: choose one" in refused.stderr) == (2, True)


OWN_CONNECTION = MANIFEST.replace(", connection_name: shipped-quay", "")


def source_status(account: Emulator, outcome: dict[str, Any]) -> str:
    state = account.client("codepipeline", REGION).get_pipeline_state(name=outcome["pipeline"])
    return str(state["stageStates"][0]["latestExecution"]["status"])


def test_a_pending_connection_is_explained_waited_for_and_the_source_begun(
    account: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def allow(seconds: float) -> None:  # noqa: ARG001
        for connection in account.connections.all(REGION):
            connection.status = "AVAILABLE"

    monkeypatch.setattr(SystemClock, "sleep", staticmethod(allow))
    write("waiting", OWN_CONNECTION)
    done = deploy("waiting", "--json")
    assert done.exit_code == 0, done.stderr
    assert "ACTION REQUIRED: connection copilot-owner-repo is PENDING" in done.stderr
    assert "https://us-west-2.console.aws.amazon.com/codesuite/settings/connections" in done.stderr
    outcome = json.loads(done.stdout)
    assert (outcome["connection"], source_status(account, outcome)) == ("AVAILABLE", "InProgress")


def test_a_connection_need_not_be_waited_for_and_a_later_run_takes_it_up(account: Emulator) -> None:
    write("later", OWN_CONNECTION)
    pending = json.loads(deploy("later", "--connection-timeout", "0", "--json").stdout)
    assert (pending["connection"], source_status(account, pending)) == ("PENDING", "Failed")
    for connection in account.connections.all(REGION):
        connection.status = "AVAILABLE"
    taken_up = json.loads(deploy("later", "--json").stdout)
    assert (taken_up["result"], source_status(account, taken_up)) == ("unchanged", "InProgress")


def test_a_failed_source_is_not_run_again_without_a_question(account: Emulator) -> None:
    write("question", OWN_CONNECTION)
    pending = json.loads(deploy("question", "--connection-timeout", "0", "--json").stdout)
    for connection in account.connections.all(REGION):
        connection.status = "AVAILABLE"
    asked = run("deploy", "question", "--no-validate")
    assert asked.exit_code == 2
    assert "The source stage of question failed because its connection" in asked.stderr
    assert source_status(account, pending) == "Failed"


def test_an_equal_template_of_another_text_is_not_uploaded(account: Emulator) -> None:
    stack = write("equal")
    deploy("equal")
    cloudformation = account.client("cloudformation", REGION)
    text = cloudformation.get_template(StackName=stack)["TemplateBody"]
    cloudformation.update_stack(StackName=stack, TemplateBody=f"# Written by another client\n{text}")
    before = stack_of(account, stack)
    made = calls_of(account, "equal")
    assert not {"CreateChangeSet", "ExecuteChangeSet"} & {call.operation for call in made}
    assert not [call for call in made if call.service == "s3"]
    assert stack_of(account, stack) == before


def test_an_unfinished_handshake_is_reported(account: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(0, 10**6, 60))
    monkeypatch.setattr(SystemClock, "sleep", staticmethod(lambda _: None))
    monkeypatch.setattr(SystemClock, "now", staticmethod(lambda: float(next(now))))
    stack = write("unheard", OWN_CONNECTION)
    done = deploy("unheard", "--connection-timeout", "5")
    assert (done.exit_code, "still pending after 5 minutes" in done.stderr) == (3, True)
    assert stack_of(account, stack)["StackStatus"] == "CREATE_COMPLETE"


def test_the_real_client_works_on_what_this_deployed(
    account: Emulator, application: Application, copilot: CopilotClient
) -> None:
    stack = write("ours")
    deploy("ours")
    before = stack_of(account, stack)

    def copilot_pipeline(*arguments: str) -> str:
        done = copilot.run("pipeline", *arguments, folder=application.workspace, region=REGION)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    listed = json.loads(copilot_pipeline("ls", "--json"))
    assert "ours" in [pipeline["name"] for pipeline in listed["pipelines"]]
    copilot_pipeline("deploy", "--yes", "--name", "ours")
    assert stack_of(account, stack)["StackStatus"] == before["StackStatus"] == "CREATE_COMPLETE"


def test_this_works_on_what_the_real_client_deployed(
    account: Emulator, application: Application, copilot: CopilotClient
) -> None:
    stack = write("theirs")
    done = copilot.run(
        "pipeline", "deploy", "--yes", "--name", "theirs", folder=application.workspace, region=REGION
    )
    assert done.exit_code == 0, done.stderr
    before = stack_of(account, stack)["StackStatus"]
    ours = deploy("theirs", "--json")
    assert json.loads(ours.stdout)["result"] == "unchanged", ours.stderr
    assert stack_of(account, stack)["StackStatus"] == before
