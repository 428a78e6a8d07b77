"""`lint --fix` brings the buildspecs that earlier versions of `init` wrote up to date."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pilothouse.build_commands import package_workloads, replace_runtimes
from tests.cli.workspaces import run, write_files, write_workspace

EARLIER = Path(__file__).parents[3] / "fixtures" / "buildspecs"
BUILDSPEC = Path("copilot/pipelines/web/buildspec.yml")
MANIFEST = "copilot/pipelines/release/manifest.yml"


@pytest.fixture(autouse=True)
def _in_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_workspace(tmp_path)


def fix(text: str) -> str:
    write_files(Path(), {str(BUILDSPEC): text})
    assert run("lint", "--no-validate", "--fix").exit_code == 0
    return BUILDSPEC.read_text()


def test_images_get_tags_of_their_environment_and_functions_a_runtime_that_is_kept() -> None:
    fixed = fix((EARLIER / "init-1-workloads.yml").read_text())
    commands = YAML(typ="safe").load(fixed)["phases"]["build"]["commands"]
    assert commands == [package_workloads(MANIFEST), replace_runtimes()]
    assert "get the same tag" not in fixed
    linted = run("lint", "--no-validate", "--fail-on", "note")
    assert (linted.exit_code, linted.stdout) == (0, "")


def test_what_the_author_added_elsewhere_stays() -> None:
    text = (EARLIER / "init-1-workloads.yml").read_text().replace("# - make test", "- make test  # ours")
    fixed = fix(text)
    assert "      - make test  # ours\n" in fixed
    assert "PH609" not in run("lint", "--no-validate").stdout


def test_packaging_that_the_author_changed_is_reported_and_left_alone() -> None:
    text = (EARLIER / "init-1-workloads.yml").read_text().replace("packaged=0", "packaged=0; make assets")
    fixed = fix(text)
    assert "tag=${CODEBUILD_BUILD_ID##*:}\n" in fixed
    assert "PH609" in run("lint", "--no-validate").stdout


def test_a_buildspec_of_environments_gets_the_runtimes_alone() -> None:
    text = (EARLIER / "init-1-environments.yml").read_text()
    head, tail = text.split("artifacts:")
    fixed = fix(text)
    assert fixed.startswith(head)
    assert fixed.endswith(f"artifacts:{tail}")
    assert "nodejs24.x" in fixed
