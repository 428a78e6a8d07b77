"""Several deployments of one pipeline at a time, and proposals that wait for a person meanwhile."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from moto.cloudformation.models import cloudformation_backends

from tests.cli.workspaces import Run, run
from tests.emulator import (
    ACCOUNT,
    REGION,
    Application,
    Call,
    Disconnect,
    Emulator,
    Environment,
    Reply,
    Workload,
    World,
)

ROOT = Path(__file__).parents[2]
PAIRS = int(os.environ.get("PAIRS", "1"))
WORLD = World(
    "together",
    environments=(Environment("test"),),
    workloads=(Workload("api"),),
    connections=("together-quay",),
)
MANIFEST = """\
name: {name}
version: 1
source:
  provider: GitHub
  properties: {{repository: https://github.com/owner/repo, branch: {branch}, connection_name: together-quay}}
stages: [{{name: test}}]
"""


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.fixture
def account(inside: Path, environment: Emulator) -> Emulator:  # noqa: ARG001
    return environment


def write(name: str, branch: str = "main", file: str = "manifest.yml") -> str:
    folder = Path("copilot", "pipelines", name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(MANIFEST.format(name=name, branch=branch))
    if not Path("copilot", "context.yml").exists():
        assert run("context", "pull").exit_code == 0
    return f"pipeline-{WORLD.application}-{name}"


def deploy(name: str, *options: str) -> Run:
    return run("deploy", name, "--yes", "--no-validate", *options)


def branch_of(account: Emulator, stack: str) -> str:
    """Return the branch in the deployed template, which must be the live pipeline's as well."""
    cloudformation = account.client("cloudformation", REGION)
    text = cloudformation.get_template(StackName=stack)["TemplateBody"]
    (found,) = [line.split(": ")[1].strip() for line in str(text).splitlines() if "BranchName:" in line]
    resources = cloudformation.describe_stack_resources(StackName=stack)["StackResources"]
    (name,) = [one["PhysicalResourceId"] for one in resources if one["LogicalResourceId"] == "Pipeline"]
    pipeline = account.client("codepipeline", REGION).get_pipeline(name=name)["pipeline"]
    assert pipeline["stages"][0]["actions"][0]["configuration"]["BranchName"] == found
    return found


def change_sets(account: Emulator, stack: str) -> list[str]:
    found = account.client("cloudformation", REGION).list_change_sets(StackName=stack)["Summaries"]
    return [one["ChangeSetName"] for one in found]


def begin(account: Emulator, *arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, **account.environment(REGION), "PYTHONPATH": str(ROOT / "compiler")}
    return subprocess.Popen(
        [sys.executable, "-m", "pilothouse", "deploy", *arguments, "--yes", "--no-validate"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", range(PAIRS))
@pytest.mark.parametrize("is_first", [True, False], ids=["first", "update"])
def test_two_at_once_end_with_the_changes_of_both_or_a_word(
    number: int, is_first: bool, account: Emulator
) -> None:
    name = f"pair-{number}-{is_first}".lower()
    stack = write(name, "main")
    if not is_first:
        assert deploy(name).exit_code == 0
    for branch in ("one", "two"):
        write(name, branch, f"{branch}.yml")
    running = [begin(account, f"copilot/pipelines/{name}/{branch}.yml") for branch in ("one", "two")]
    ended = [(one.communicate(timeout=120), one.returncode) for one in running]
    deployed = [stdout for (stdout, _), code in ended if code == 0]
    assert deployed, ended
    for (_, stderr), code in ended:
        assert code == 0 or "another deployment is running" in stderr, ended
    assert branch_of(account, stack) in ("one", "two")
    assert change_sets(account, stack) == []


def between(operation: str, happens: Callable[[], object]) -> Callable[[Call], None]:
    """Let something happen just before the first call of an operation."""
    done: list[Call] = []

    def interceptor(call: Call) -> None:
        if call.operation.startswith(operation) and not done:
            done.append(call)
            happens()

    return interceptor


@pytest.mark.parametrize("operation", ["PUT /", "CreateChangeSet", "DescribeChangeSet", "ExecuteChangeSet"])
@pytest.mark.parametrize("is_first", [True, False], ids=["first", "update"])
def test_a_deployment_in_between_is_noticed_at_each_step(
    operation: str, is_first: bool, account: Emulator
) -> None:
    name = f"step-{operation[:4].strip(' /').lower()}{len(operation)}-{is_first}".lower()
    stack = write(name, "main")
    if not is_first:
        assert deploy(name).exit_code == 0
    write(name, "theirs", "theirs.yml")
    write(name, "ours")

    def theirs() -> None:
        done = deploy(f"copilot/pipelines/{name}/theirs.yml")
        assert done.exit_code == 0, done.stderr

    with account.intercept(between(operation, theirs)):
        done = deploy(name)
    assert done.exit_code == 0, done.stderr
    assert branch_of(account, stack) == "ours"
    assert change_sets(account, stack) == []
    if is_first or operation in ("DescribeChangeSet", "ExecuteChangeSet"):
        assert "another deployment was faster" in done.stderr


def test_what_was_shown_is_what_is_deployed(account: Emulator) -> None:
    stack = write("shown")
    deploy("shown")
    write("shown", "theirs", "theirs.yml")
    write("shown", "ours")

    def upload() -> None:
        refused = run(
            "deploy", "copilot/pipelines/shown/theirs.yml", "--yes", "--no-validate", "--no-execute"
        )
        assert refused.exit_code == 0, refused.stderr

    with account.intercept(between("CreateChangeSet", upload)):
        assert deploy("shown").exit_code == 0
    assert branch_of(account, stack) == "ours"


def test_a_change_during_the_prompt_is_shown(account: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    stack = write("thought")
    deploy("thought")
    write("thought", "theirs", "theirs.yml")
    write("thought", "ours")
    asked: list[str] = []

    def answer(question: str, **_: object) -> bool:
        asked.append(question)
        if len(asked) == 1:
            deploy("copilot/pipelines/thought/theirs.yml")
        return True

    monkeypatch.setattr("pilothouse.cli.ask.is_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", answer)
    done = run("deploy", "thought", "--no-validate")
    assert (done.exit_code, len(asked)) == (0, 2), done.stderr
    assert asked[0] == f"Deploy the pipeline thought of together in account {ACCOUNT}, {REGION}?"
    assert "main -> ours" in done.stderr
    assert "theirs -> ours" in done.stderr
    assert branch_of(account, stack) == "ours"


def test_a_proposal_is_kept_and_reported(account: Emulator) -> None:
    stack = write("proposed")
    deploy("proposed")
    write("proposed", "reviewed")
    proposed = json.loads(deploy("proposed", "--no-execute", "--json").stdout)
    (name,) = change_sets(account, stack)
    assert name.startswith("pilothouse-review-")
    write("proposed", "other")
    other = deploy("proposed", "--no-execute")
    assert name in change_sets(account, stack)
    assert f"change set {name}, created " in other.stderr
    assert "waits for review: it is kept" in other.stderr
    asked = run("deploy", "proposed", "--no-validate")
    assert f"change set {name}, created " in asked.stderr
    assert "CloudFormation deletes it if this is deployed" in asked.stderr
    account.client("cloudformation", REGION).execute_change_set(ChangeSetName=proposed["change_set"])
    assert branch_of(account, stack) == "reviewed"


def test_the_same_is_proposed_once(account: Emulator) -> None:
    stack = write("once")
    first = json.loads(deploy("once", "--no-execute", "--json").stdout)
    again = deploy("once", "--no-execute", "--json")
    assert json.loads(again.stdout)["change_set"] == first["change_set"]
    assert json.loads(again.stdout)["change_set_link"] == first["change_set_link"]
    assert "an equal change set already exists" in again.stderr
    done = deploy("once")
    assert "contains the same changes: CloudFormation deletes it" in done.stderr
    assert (done.exit_code, branch_of(account, stack)) == (0, "main")


@pytest.mark.usefixtures("account")
def test_a_running_operation_is_reported_with_its_change_set(monkeypatch: pytest.MonkeyPatch) -> None:
    stack = write("busy")
    deploy("busy")
    found = next(one for one in cloudformation_backends[ACCOUNT][REGION].stacks.values() if one.name == stack)
    found.status = "UPDATE_IN_PROGRESS"
    monkeypatch.setattr(
        "pilothouse.aws.clock.SystemClock.sleep", lambda *_: setattr(found, "status", "UPDATE_COMPLETE")
    )
    done = deploy("busy")
    assert f"waiting for stack {stack}, which is UPDATE_IN_PROGRESS" in done.stderr
    assert "by change set pilothouse-deploy-" in done.stderr


def test_an_execution_whose_answer_was_lost_is_followed(account: Emulator) -> None:
    """AWS carries it out, botocore asks a second time, and AWS refuses what it is at already."""
    stack = write("lost")
    deploy("lost")
    write("lost", "ours")
    seen: list[Call] = []

    def lose(call: Call) -> Reply | Disconnect | None:
        if call.operation != "ExecuteChangeSet":
            return None
        seen.append(call)
        name = call.form()["ChangeSetName"]
        if len(seen) == 1:
            account.client("cloudformation", REGION).execute_change_set(
                ChangeSetName=name, ClientRequestToken=call.form()["ClientRequestToken"]
            )
            error = "<Error><Code>InvalidChangeSetStatus</Code><Message>in its status</Message></Error>"
            return Reply(400, f"<ErrorResponse>{error}</ErrorResponse>".encode(), "text/xml")
        return None

    with account.intercept(lose):
        done = deploy("lost")
    assert (done.exit_code, branch_of(account, stack)) == (0, "ours"), done.stderr
    assert done.stdout.startswith("lost is deployed: ")


def test_a_change_set_that_cannot_be_deleted_is_reported(account: Emulator) -> None:
    stack = write("kept")
    deploy("kept")
    write("kept", "ours")

    def refuse(call: Call) -> Reply | None:
        operation = {"DeleteChangeSet": "deletion", "ExecuteChangeSet": "execution"}.get(call.operation)
        error = f"<Error><Code>AccessDenied</Code><Message>no {operation}</Message></Error>"
        return (
            Reply(403, f"<ErrorResponse>{error}</ErrorResponse>".encode(), "text/xml") if operation else None
        )

    with account.intercept(refuse):
        done = deploy("kept")
    assert done.exit_code == 3
    assert f"of stack {stack} may be left behind: no deletion" in done.stderr
    (left,) = change_sets(account, stack)
    assert left in done.stderr
    assert deploy("kept").exit_code == 0
    assert change_sets(account, stack) == []


def test_nested_changes_are_seen(account: Emulator) -> None:
    """Change sets are made with those of nested stacks, which are read as well."""
    write("nested")
    asked: list[str] = []

    def note(call: Call) -> None:
        if call.operation == "CreateChangeSet":
            asked.append(call.form().get("IncludeNestedStacks", ""))

    with account.intercept(note):
        deploy("nested")
    assert asked == ["true"]
