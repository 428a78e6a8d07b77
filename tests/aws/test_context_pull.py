"""`pilothouse context pull` writes the file, says what changed, and checks whether it is current."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.workspaces import run
from tests.emulator import Application, Emulator, Environment, Workload, World

WORLD = World(
    "kept",
    environments=(Environment("test"), Environment("prod", region="eu-west-1")),
    workloads=(Workload("api"),),
    connections=("kept-quay", "kept-other"),
)


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    made = make(WORLD)
    folder = made.workspace / "copilot" / "pipelines" / "release"
    folder.mkdir(parents=True)
    (folder / "manifest.yml").write_text(
        """\
name: release
version: 1
source:
  provider: GitHub
  properties: {repository: https://github.com/owner/repo, connection_name: kept-quay}
stages: [{name: test}, {name: prod}]
"""
    )
    return made


@pytest.fixture
def context(inside: Path, environment: Emulator) -> Path:  # noqa: ARG001
    path = inside / "copilot" / "context.yml"
    path.unlink(missing_ok=True)
    return path


def test_the_file_is_written_and_every_command_can_work_by_it(context: Path) -> None:
    pulled = run("context", "pull")
    assert pulled.exit_code == 0
    assert "+ environments.test.region: us-west-2" in pulled.stdout.splitlines()
    assert pulled.stderr == "wrote copilot/context.yml\n"
    assert "kept-other" not in context.read_text()
    compiled = run("compile", "--no-validate")
    assert compiled.exit_code == 0, compiled.stderr


def test_a_file_that_is_current_is_left_alone(context: Path) -> None:
    run("context", "pull")
    context.write_text(context.read_text() + "# a remark\n")
    again = run("context", "pull")
    assert (again.stdout, again.stderr) == ("", "copilot/context.yml is current\n")
    assert context.read_text().endswith("# a remark\n")


def test_what_differs_is_shown_value_by_value(context: Path) -> None:
    run("context", "pull")
    stale = context.read_text().replace("region: eu-west-1", "region: eu-west-2", 1)
    context.write_text(stale.replace("  api: Backend Service", "  old: Backend Service"))
    pulled = run("context", "pull")
    assert pulled.stdout.splitlines() == [
        "~ environments.prod.region: eu-west-2 -> eu-west-1",
        "+ workloads.api: Backend Service",
        "- workloads.old: Backend Service",
    ]


def test_a_check_writes_nothing_and_answers_by_exit_code(context: Path) -> None:
    assert run("context", "pull", "--check").exit_code == 1
    assert not context.exists()
    run("context", "pull")
    assert run("context", "pull", "--check").exit_code == 0


def test_changes_can_be_read_by_programs(context: Path) -> None:
    run("context", "pull")
    context.write_text(context.read_text().replace("  api: Backend Service", "  api: Worker Service"))
    report = json.loads(run("context", "pull", "--check", "--json").stdout)
    change = {"path": "workloads.api", "old": "Worker Service", "new": "Backend Service"}
    assert report == {"version": 1, "file": "copilot/context.yml", "current": False, "changes": [change]}


def test_an_invalid_context_file_is_not_overwritten(context: Path) -> None:
    context.write_text("notes: mine\n")
    pulled = run("context", "pull")
    assert pulled.exit_code == 2
    assert "is not a valid context file" in pulled.stderr
    assert context.read_text() == "notes: mine\n"


def test_the_region_of_the_file_counts_before_the_environment_s(
    context: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("context", "pull")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    assert run("context", "pull", "--check").exit_code == 0
    elsewhere = run("context", "pull", "--region", "eu-central-1")
    assert elsewhere.exit_code == 3
    assert "no such application in eu-central-1" in elsewhere.stderr
    assert context.exists()


def test_without_a_workspace_there_is_no_application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("context", "pull").exit_code == 2


def test_live_queries_aws_instead_of_the_file(context: Path) -> None:
    run("context", "pull")
    by_file = run("compile", "--no-validate")
    context.unlink()
    live = run("compile", "--no-validate", "--live")
    assert (live.exit_code, live.stdout) == (0, by_file.stdout)
    assert run("lint", "--no-validate", "--live").exit_code == 0


@pytest.mark.parametrize("option", ["--profile", "--region", "--endpoint-url"])
def test_options_of_the_account_ask_for_live(option: str, context: Path) -> None:  # noqa: ARG001
    assert run("compile", option, "x").exit_code == 2


def test_a_file_and_live_exclude_each_other(context: Path) -> None:  # noqa: ARG001
    assert run("compile", "--live", "--context", "x.yml").exit_code == 2
