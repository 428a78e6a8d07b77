"""`pilothouse delete` takes a pipeline's stack away, and nothing that isn't one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

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

WORLD = World("gone", environments=(Environment("test"),), workloads=(Workload("api"),))
MANIFEST = """\
name: {name}
version: 1
source: {{provider: GitHub, properties: {{repository: https://github.com/owner/repo}}}}
stages: [{{name: test}}]
"""


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.fixture
def account(inside: Path, environment: Emulator) -> Emulator:  # noqa: ARG001
    return environment


def deploy(name: str) -> str:
    folder = Path("copilot", "pipelines", name)
    folder.mkdir(parents=True)
    (folder / "manifest.yml").write_text(MANIFEST.format(name=name))
    run("context", "pull")
    done = run("deploy", name, "--yes", "--no-validate", "--connection-timeout", "0")
    assert done.exit_code == 0, done.stderr
    return f"pipeline-{WORLD.application}-{name}"


def delete(name: str, *options: str) -> Run:
    return run("delete", name, "--yes", *options)


def stacks(account: Emulator) -> set[str]:
    pages = account.client("cloudformation", REGION).get_paginator("describe_stacks").paginate()
    return {stack["StackName"] for page in pages for stack in page["Stacks"]}


def test_the_stack_is_deleted_with_all_in_it(account: Emulator) -> None:
    stack = deploy("web")
    done = delete("web")
    assert (done.exit_code, done.stdout) == (0, f"web is deleted, with its stack {stack}\n")
    assert stack not in stacks(account)
    assert not [
        one["name"]
        for one in account.client("codepipeline", REGION).list_pipelines()["pipelines"]
        if one["name"].startswith(stack)
    ]


def test_deleting_a_pipeline_again_succeeds(account: Emulator) -> None:
    deploy("twice")
    delete("twice")
    before = stacks(account)
    again = delete("twice", "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["stack"] == ""
    assert stacks(account) == before


def test_a_misspelled_name_is_reported_with_the_nearest(account: Emulator) -> None:
    stack = deploy("spelled")
    refused = delete("speled")
    assert refused.exit_code == 3
    assert 'there is no deployed pipeline "speled"' in refused.stderr
    assert 'did you mean "spelled"?' in refused.stderr
    assert stack in stacks(account)


def test_another_region_than_the_application_s_is_refused(account: Emulator) -> None:
    stack = deploy("apart")
    refused = delete("apart", "--region", "us-east-2")
    assert (refused.exit_code, "run in us-west-2, not in us-east-2" in refused.stderr) == (2, True)
    assert stack in stacks(account)


@pytest.mark.usefixtures("account")
def test_the_question_names_what_goes_and_where_it_is() -> None:
    deploy("named")
    asked = run("delete", "named", "--delete-secret").stderr
    assert "Delete pipeline named of application gone in account 123456789012, us-west-2: " in asked
    assert "stack pipeline-gone-named, its connection arn:aws:codestar-connections:" in asked
    assert "there is no secret github-token-named in us-west-2" in asked
    assert "the secret" not in asked.split("?")[0].rpartition("Delete")[2]


def test_a_deletion_that_aws_does_not_start_is_reported(
    account: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = deploy("unbegun")
    body = b"<DeleteStackResponse><ResponseMetadata/></DeleteStackResponse>"
    now = iter(range(0, 10**6, 30))
    monkeypatch.setattr("pilothouse.aws.clock.SystemClock.sleep", lambda *_: None)
    monkeypatch.setattr("pilothouse.aws.clock.SystemClock.now", lambda _: float(next(now)))
    with account.intercept(
        lambda call: Reply(200, body, "text/xml") if call.operation == "DeleteStack" else None
    ):
        refused = delete("unbegun")
    assert (refused.exit_code, "AWS did not start it within 60 seconds" in refused.stderr) == (3, True)
    assert stack in stacks(account)


def test_a_legacy_pipeline_is_found_by_its_own_name(account: Emulator) -> None:
    account.client("cloudformation", REGION).create_stack(
        StackName="of-old", TemplateBody="{Description: CodePipeline for gone, Resources: {}}"
    )
    assert delete("of-old").stdout == "of-old is deleted, with its stack of-old\n"
    assert "of-old" not in stacks(account)


@pytest.mark.parametrize("description", ["mine", "CodePipeline for another"])
def test_a_stack_that_is_not_a_pipeline_of_the_application_stays(description: str, account: Emulator) -> None:
    name = f"precious-{len(description)}"
    account.client("cloudformation", REGION).create_stack(
        StackName=name,
        TemplateBody=f"{{Description: {description}, Resources: {{}}}}",
        Tags=[{"Key": "copilot-environment", "Value": "test"}],
    )
    refused = delete(name)
    assert (refused.exit_code, "there is no deployed pipeline" in refused.stderr) == (3, True)
    assert name in stacks(account)


def test_nothing_is_deleted_unless_confirmed(account: Emulator) -> None:
    stack = deploy("asked")
    refused = run("delete", "asked")
    assert (refused.exit_code, "pass --yes" in refused.stderr) == (2, True)
    assert stack in stacks(account)


def test_a_protected_stack_is_reported(account: Emulator) -> None:
    stack = deploy("protected")

    def protect(call: Call) -> Reply | None:
        message = f"Stack [{stack}] cannot be deleted while TerminationProtection is enabled"
        error = f"<Error><Code>ValidationError</Code><Message>{message}</Message></Error>"
        body = f"<ErrorResponse>{error}</ErrorResponse>"
        return Reply(400, body.encode(), "text/xml") if call.operation == "DeleteStack" else None

    with account.intercept(protect):
        refused = delete("protected")
    assert (refused.exit_code, "TerminationProtection" in refused.stderr) == (3, True)
    assert stack in stacks(account)


@pytest.mark.parametrize(("options", "stays"), [((), True), (("--delete-secret",), False)])
def test_the_legacy_secret_goes_only_when_asked(
    options: tuple[str, ...], stays: bool, account: Emulator
) -> None:
    name = f"pipeline-gone-repo{len(options)}"
    secrets = account.client("secretsmanager", REGION)
    secret = name.replace("pipeline-", "github-token-", 1)
    tags = [{"Key": "copilot-application", "Value": "gone"}]
    secrets.create_secret(Name=secret, SecretString="token", Tags=tags)
    deploy(name)
    assert delete(name, *options).exit_code == 0
    assert ("DeletedDate" not in secrets.describe_secret(SecretId=secret)) is stays
    if not stays:
        assert delete(name, *options).exit_code == 0


def test_a_secret_of_somebody_else_stays(account: Emulator) -> None:
    secrets = account.client("secretsmanager", REGION)
    secrets.create_secret(Name="github-token-gone-mine", SecretString="token")
    refused = delete("pipeline-gone-mine", "--delete-secret")
    assert (refused.exit_code, "may not be Copilot's" in refused.stderr) == (3, True)
    assert "DeletedDate" not in secrets.describe_secret(SecretId="github-token-gone-mine")


def test_what_the_real_client_deployed_is_deleted(
    account: Emulator, application: Application, copilot: CopilotClient
) -> None:
    stack = deploy("theirs")
    delete("theirs")
    for connection in account.connections.all(REGION):
        connection.status = "AVAILABLE"
    text = Path("copilot/pipelines/theirs/manifest.yml").read_text()
    used = account.connections.create("gone-quay", REGION, status="AVAILABLE").name
    Path("copilot/pipelines/theirs/manifest.yml").write_text(
        text.replace("owner/repo", f"owner/repo, connection_name: {used}")
    )
    done = copilot.run(
        "pipeline", "deploy", "--yes", "--name", "theirs", folder=application.workspace, region=REGION
    )
    assert done.exit_code == 0, done.stderr
    assert delete("theirs").stdout == f"theirs is deleted, with its stack {stack}\n"
