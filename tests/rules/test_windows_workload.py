"""A workload with Windows containers is reported at its first deployment, by every command that compiles."""

from dataclasses import replace
from pathlib import Path

import pytest

from pilothouse.rules import windows_workload
from pilothouse.rules.base import Subject
from tests.build_manifest import context, deployment, manifest, stage
from tests.cli.workspaces import CONTEXT, run, write_files, write_workspace

WINDOWS = "name: desk\ntype: Backend Service\nplatform: windows/x86_64\n"


def test_it_is_reported_once_at_the_first_stage_that_deploys_it() -> None:
    given = manifest(stage("test", deployments=(deployment("desk"),)), stage("prod"))
    subject = Subject(given, context(), ("api", "desk"), windows=frozenset({"desk"}))
    (finding,) = windows_workload.check(subject)
    assert finding.place == subject.key(given.stages[0].deployments[0].origin)


def test_one_that_is_not_deployed_or_has_its_own_template_is_accepted() -> None:
    entry = replace(deployment("desk"), template_path="infrastructure/desk.yml")
    for given in (manifest(stage("test", deployments=(entry,))), manifest(stage("test"))):
        assert not list(
            windows_workload.check(Subject(given, context(), ("api",), windows=frozenset({"desk"})))
        )


@pytest.mark.parametrize("command", ["lint", "compile"])
def test_every_command_warns(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_workspace(tmp_path)
    known = CONTEXT.replace("{api:", "{desk: Backend Service, api:")
    write_files(tmp_path, {"copilot/desk/manifest.yml": WINDOWS, "copilot/context.yml": known})
    done = run(command, "--no-validate")
    assert done.exit_code == 0
    assert "warning[PH231 windows-workload]" in done.stdout + done.stderr
