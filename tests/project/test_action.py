"""The GitHub Action: of the form that GitHub takes, pinned, and its script does what its inputs say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile
from tests.cli.workspaces import MANIFEST, MANIFEST_PATH, write_workspace

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.skipif(not shutil.which("bash"), reason="needs bash"),
    pytest.mark.xdist_group("action"),
]
WITHOUT_VERSION = MANIFEST.replace("version: 1\n", "")


def action() -> Any:
    document = parse(SourceFile("action.yml", (ROOT / "action.yml").read_text())).value
    assert document
    return document.data


def step(name: str) -> Any:
    return next(step for step in action()["runs"]["steps"] if step.get("name", "").startswith(name))


def test_it_has_the_form_that_github_takes() -> None:
    check = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-actions",
        "action.yml",
    ]
    result = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_other_actions_are_pinned_by_commit() -> None:
    used = [step["uses"] for step in action()["runs"]["steps"] if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name) for name in used)


def test_inputs_reach_scripts_only_as_variables() -> None:
    assert not [step["run"] for step in action()["runs"]["steps"] if "${{" in step.get("run", "")]


def test_every_input_is_described_and_used() -> None:
    text = (ROOT / "action.yml").read_text()
    for name, about in action()["inputs"].items():
        assert about["description"]
        assert f"${{{{ inputs.{name} }}}}" in text


def run_step(name: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step's script as the runner does."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(name)["run"]],
        cwd=folder,
        env={**os.environ, **variables, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def runner_temp(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The runner's folder after the step that installs; our dependencies are in the tests' environment."""
    folder = tmp_path_factory.mktemp("runner")
    offline = {"PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1"}
    result = run_step("Install", folder, RUNNER_TEMP=str(folder), GITHUB_ACTION_PATH=str(ROOT), **offline)
    assert result.returncode == 0, result.stderr
    return str(folder)


def run_check(folder: Path, runner_temp: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the step that checks, with its inputs as the runner hands them over."""
    variables = {
        variable: inputs.get(name, action()["inputs"][name]["default"])
        for variable, expression in step("Check")["env"].items()
        if (name := expression.removeprefix("${{ inputs.").removesuffix(" }}"))
    }
    return run_step("Check", folder, RUNNER_TEMP=runner_temp, **variables)


def test_by_default_findings_become_annotations(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path, WITHOUT_VERSION)
    result = run_check(tmp_path, runner_temp, options="--no-validate")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"::warning file={MANIFEST_PATH},line=1,")


def test_the_step_fails_as_lint_does(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path, WITHOUT_VERSION)
    assert (
        run_check(tmp_path, runner_temp, **{"options": "--no-validate", "fail-on": "warning"}).returncode == 1
    )


def test_a_report_goes_to_a_file_and_paths_and_options_stand_one_a_line(
    tmp_path: Path, runner_temp: str
) -> None:
    write_workspace(tmp_path / "a b", WITHOUT_VERSION)
    write_workspace(tmp_path / "c")
    result = run_check(
        tmp_path,
        runner_temp,
        paths="a b\nc\n",
        options="--no-validate\n--select\nmissing-version\n",
        format="sarif",
        output="report.sarif",
    )
    assert (result.returncode, result.stdout) == (0, "")
    assert "a%20b/copilot" in (tmp_path / "report.sarif").read_text()
