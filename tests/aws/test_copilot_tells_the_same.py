"""`ls`, `show` and `status` report the same about a pipeline as the real client, which deployed it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.workspaces import run
from tests.emulator import REGION, Application, CopilotClient, Emulator, Environment, Workload, World

WORLD = World(
    "told",
    environments=(Environment("test"), Environment("prod", region="eu-west-1")),
    workloads=(Workload("api"),),
    connections=("told-quay",),
    legacy_pipelines=("told-old",),
)
PAGE = Path(__file__).parents[2] / "docs" / "from-copilot.md"
MANIFEST = """\
name: release
version: 1
source:
  provider: GitHub
  properties: {repository: https://github.com/owner/repo, connection_name: told-quay}
stages: [{name: test}, {name: prod, requires_approval: true}]
"""


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application], copilot: CopilotClient) -> Application:
    made = make(WORLD)
    folder = made.workspace / "copilot" / "pipelines" / "release"
    folder.mkdir(parents=True)
    (folder / "manifest.yml").write_text(MANIFEST)
    deployed = copilot.run(
        "pipeline", "deploy", "--yes", "--name", "release", folder=made.workspace, region=WORLD.region
    )
    assert deployed.exit_code == 0, deployed.stderr
    return made


@pytest.fixture
def theirs(application: Application, copilot: CopilotClient) -> Callable[..., Any]:
    """Ask the real client for JSON."""

    def ask(*arguments: str) -> Any:
        asked = copilot.run(
            "pipeline", *arguments, "--json", folder=application.workspace, region=WORLD.region
        )
        assert asked.exit_code == 0, asked.stderr
        return json.loads(asked.stdout)

    return ask


@pytest.fixture
def ours(inside: Path, environment: Emulator) -> Callable[..., Any]:  # noqa: ARG001
    """Ask ours for JSON."""

    def ask(*arguments: str) -> Any:
        asked = run(*arguments, "--json")
        assert asked.exit_code == 0, asked.stderr
        return json.loads(asked.stdout)

    return ask


def test_which_pipelines_there_are(
    inside: Path, ours: Callable[..., Any], theirs: Callable[..., Any]
) -> None:
    expected = [(one["name"], one["pipelineName"]) for one in theirs("ls")["pipelines"]]
    assert [(one["name"], one["pipeline"]) for one in ours("ls")["pipelines"]] == expected
    local = [(one["name"], one["manifestPath"]) for one in theirs("ls", "--local")["pipelines"]]
    found = [(one["name"], str(inside / one["manifest"])) for one in ours("ls", "--local")["pipelines"]]
    assert found == local


@pytest.mark.parametrize("name", ["release", "told-old"])
def test_what_a_pipeline_is_made_of(name: str, ours: Callable[..., Any], theirs: Callable[..., Any]) -> None:
    expected, found = theirs("show", "--name", name), ours("show", name)
    assert found["pipeline"] == expected["pipelineName"]
    assert (found["account"], found["region"]) == (expected["accountId"], expected["region"])
    assert found["created"][:16] == expected["createdAt"][:16]
    stages = [(stage["name"], stage["actions"][0]) for stage in found["stages"]]
    assert [
        {"name": stage, **{key: first[key] for key in ("category", "provider", "details")}}
        for stage, first in stages
    ] == expected["stages"]


def test_which_resources_its_stack_has(ours: Callable[..., Any], theirs: Callable[..., Any]) -> None:
    expected = theirs("show", "--name", "release", "--resources")["resources"]
    found = ours("show", "release", "--resources")["resources"]
    assert sorted((one["type"], one["physical_id"]) for one in found) == sorted(
        (one["type"], one["physicalID"]) for one in expected
    )


def test_the_status_is_the_same(
    environment: Emulator, ours: Callable[..., Any], theirs: Callable[..., Any]
) -> None:
    pipeline = ours("show", "release")["pipeline"]
    environment.executions.close(REGION, pipeline, "DeployTo-prod", "audit")
    execution = environment.executions.begin(REGION, pipeline)
    environment.executions.let(execution, "Source", "SourceCodeFor-told", "Succeeded")
    environment.executions.let(execution, "Build", "Build", "Failed")
    expected, found = theirs("status", "--name", "release"), ours("status", "release")
    assert found["pipeline"] == expected["pipelineName"]
    for mine, other in zip(found["stages"], expected["stageStates"], strict=True):
        assert mine["name"] == other["stageName"]
        assert mine["transition"]["open"] == (other["transition"] == "ENABLED")
        assert [(a["name"], a["status"]) for a in mine["actions"] if a["status"]] == [
            (a["name"], a["status"]) for a in other.get("actions", [])
        ]


@pytest.mark.parametrize("command", ["ls", "show", "show --resources", "status"])
def test_it_takes_no_more_calls(
    command: str, environment: Emulator, ours: Callable[..., Any], theirs: Callable[..., Any]
) -> None:
    verb, *options = command.split()
    environment.executions.forget(REGION, ours("show", "release")["pipeline"])  # a failure is explained

    def calls(ask: Callable[..., Any], *arguments: str) -> list[str]:
        start = len(environment.calls)
        ask(verb, *arguments, *options)
        return [call.operation for call in environment.calls[start:]]

    named = verb != "ls"
    expected = calls(theirs, *(("--name", "release") if named else ()))
    found = calls(ours, *(("release",) if named else ()))
    assert len(found) <= len(expected), f"ours: {found}, theirs: {expected}"


def keys(value: Any) -> set[str]:
    """Return the keys of all objects in a value of JSON."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("command", ["ls", "ls --local", "show --resources", "status"])
def test_the_page_says_where_each_of_its_keys_is_found(command: str, theirs: Callable[..., Any]) -> None:
    name, *options = command.split()
    named = () if name == "ls" else ("--name", "release")
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith(f"| `{name}")]
    mapped = {key for line in rows for key in re.findall(r"\w+", line.split("|")[2])}
    assert keys(theirs(name, *named, *options)) <= mapped
