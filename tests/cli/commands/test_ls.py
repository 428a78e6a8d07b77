"""`pilothouse ls` lists what is deployed, or what the workspace has."""

import json
from pathlib import Path

import pytest

from tests.aws.pipelines import make_pipeline
from tests.cli.workspaces import run, write_files
from tests.emulator import Emulator


def test_what_is_deployed_is_listed_with_its_manifest(
    app: str, pipeline: str, account: Emulator, tmp_path: Path
) -> None:
    make_pipeline(account, app, f"{app}-old")
    write_files(tmp_path, {"copilot/pipelines/release/manifest.yml": "name: release\n"})
    told = run("ls")
    assert [line.split() for line in told.stdout.splitlines()] == [
        [f"{app}-old", f"{app}-old", "-"],
        ["release", pipeline, "copilot/pipelines/release/manifest.yml"],
    ]
    assert json.loads(run("ls", "--json").stdout) == {
        "version": 1,
        "application": app,
        "pipelines": [
            {"name": f"{app}-old", "pipeline": f"{app}-old", "manifest": None, "legacy": True},
            {
                "name": "release",
                "pipeline": pipeline,
                "manifest": "copilot/pipelines/release/manifest.yml",
                "legacy": False,
            },
        ],
    }


@pytest.mark.usefixtures("pipeline")
def test_the_workspace_s_are_listed_without_a_call(app: str, account: Emulator, tmp_path: Path) -> None:
    write_files(
        tmp_path, {"copilot/pipelines/b/manifest.yml": "name: bee\n", "copilot/pipeline.yml": "name: ay\n"}
    )
    calls = len(account.calls)
    told = run("ls", "--local")
    assert told.stdout == "bee  copilot/pipelines/b/manifest.yml\nay   copilot/pipeline.yml\n"
    assert json.loads(run("ls", "--local", "--json").stdout)["application"] == app
    assert len(account.calls) == calls


def test_the_workspace_s_cannot_be_listed_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in ((), ("--app", "demo")):
        told = run("ls", "--local", *arguments)
        assert (told.exit_code, "no workspace here" in told.stderr) == (2, True)


@pytest.mark.usefixtures("app")
def test_an_application_without_pipelines_is_not_an_error() -> None:
    told = run("ls")
    assert (told.exit_code, told.stdout) == (0, "")
    assert told.stderr.startswith("no pipeline of application")


@pytest.mark.usefixtures("app")
def test_an_application_that_is_not_there_is_an_error() -> None:
    assert run("ls", "--app", "nowhere").exit_code == 3
