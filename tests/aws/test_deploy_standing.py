"""`pilothouse deploy` where something is in the way: a missing bucket, a stack half made or at work."""

from collections.abc import Callable
from pathlib import Path

import pytest
from moto.cloudformation.models import cloudformation_backends

from pilothouse.aws.clock import SystemClock
from tests.cli.workspaces import Run, run
from tests.emulator import ACCOUNT, REGION, Application, Emulator, Environment, Workload, World

WORLD = World(
    "standing",
    environments=(Environment("test"),),
    workloads=(Workload("api"),),
    connections=("standing-quay",),
)
MANIFEST = """\
name: {name}
version: 1
source:
  provider: GitHub
  properties: {{repository: https://github.com/owner/repo, connection_name: standing-quay}}
stages: [{{name: test}}]
"""


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.fixture
def account(inside: Path, environment: Emulator) -> Emulator:  # noqa: ARG001
    return environment


def write(name: str) -> str:
    folder = Path("copilot", "pipelines", name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.yml").write_text(MANIFEST.format(name=name))
    assert run("context", "pull").exit_code == 0
    return f"pipeline-{WORLD.application}-{name}"


def deploy(name: str, *options: str) -> Run:
    return run("deploy", name, "--yes", "--no-validate", *options)


def set_status(stack: str, status: str) -> None:
    stacks = cloudformation_backends[ACCOUNT][REGION].stacks.values()
    next(one for one in stacks if one.name == stack).status = status


def status_of(account: Emulator, stack: str) -> str:
    (found,) = account.client("cloudformation", REGION).describe_stacks(StackName=stack)["Stacks"]
    return str(found["StackStatus"])


def real_name(account: Emulator, stack: str) -> str:
    found = account.client("cloudformation", REGION).describe_stack_resources(StackName=stack)
    return str(
        next(
            one["PhysicalResourceId"]
            for one in found["StackResources"]
            if one["LogicalResourceId"] == "Pipeline"
        )
    )


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"])
def test_a_stack_whose_creation_failed_is_recreated(status: str, account: Emulator) -> None:
    name = status.replace("_", "-").lower()
    stack = write(name)
    deploy(name)
    set_status(stack, status)
    asked = run("deploy", name, "--no-validate")
    assert (asked.exit_code, f"is {status}: its creation failed" in asked.stderr) == (2, True)
    assert deploy(name).exit_code == 0
    assert status_of(account, stack) == "CREATE_COMPLETE"


def test_recreating_a_half_deleted_stack_requires_an_option(account: Emulator) -> None:
    stack = write("half")
    deploy("half")
    set_status(stack, "DELETE_FAILED")
    before = real_name(account, stack)
    refused = deploy("half")
    assert refused.exit_code == 3
    assert "it is DELETE_FAILED: an earlier deletion did not finish" in refused.stderr
    assert "--allow-replacement" in refused.stderr
    assert real_name(account, stack) == before
    asked = run("deploy", "half", "--no-validate", "--allow-replacement")
    assert (asked.exit_code, "a new pipeline will replace the old one" in asked.stderr) == (2, True)
    assert deploy("half", "--allow-replacement").exit_code == 0
    assert real_name(account, stack) != before


def test_what_runs_is_waited_for(account: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    stack = write("busy")
    deploy("busy")
    set_status(stack, "UPDATE_IN_PROGRESS")
    monkeypatch.setattr(SystemClock, "sleep", staticmethod(lambda _: set_status(stack, "UPDATE_COMPLETE")))
    done = deploy("busy")
    assert (done.exit_code, f"waiting for stack {stack}" in done.stderr) == (0, True)
    assert status_of(account, stack) == "UPDATE_COMPLETE"


@pytest.mark.usefixtures("account")
def test_a_stack_that_needs_a_person_is_left_alone() -> None:
    stack = write("stuck")
    deploy("stuck")
    set_status(stack, "UPDATE_ROLLBACK_FAILED")
    refused = deploy("stuck")
    assert (refused.exit_code, "continue-update-rollback" in refused.stderr) == (3, True)


def test_a_missing_artifact_bucket_is_made_after_a_question(account: Emulator) -> None:
    write("bare")
    cloudformation = account.client("cloudformation", REGION)
    stack_set = {"StackSetName": f"{WORLD.application}-infrastructure"}
    where = {"Accounts": [ACCOUNT], "Regions": [REGION]}
    cloudformation.delete_stack_instances(**stack_set, **where, RetainStacks=False)
    assert run("context", "pull").exit_code == 0
    asked = run("deploy", "bare", "--no-validate")
    assert (asked.exit_code, f"has no artifact bucket in {REGION}" in asked.stderr) == (2, True)
    done = deploy("bare")
    assert done.exit_code == 0, done.stderr
    assert "run `pilothouse context pull`" in done.stderr
    instances = cloudformation.list_stack_instances(**stack_set)["Summaries"]
    assert [one["Region"] for one in instances] == [REGION]
    assert run("context", "pull").exit_code == 0
    assert "already up to date" in deploy("bare").stdout
