"""A command that would print the same again prints it at once, and only then."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pilothouse.cli import replay as module
from pilothouse.cli.main import pilothouse
from pilothouse.cli.replay import VARIABLES, recorded, replay
from pilothouse.passes.check_template.linter import Linter
from pilothouse.passes.check_template.verdict import KILLED

COMPILER = Path(module.__file__).parents[1]
MANIFEST = "copilot/pipelines/web/manifest.yml"
BUILDSPEC = "copilot/pipelines/web/buildspec.yml"
FILES = {
    "copilot/.workspace": "application: demo\n",
    "copilot/api/manifest.yml": "name: api\ntype: Backend Service\n",
    "copilot/context.yml": """\
version: 1
application: {name: demo, account: "123456789012", region: us-west-2}
environments:
  test:
    account: "123456789012"
    region: us-west-2
    manager_role_arn: arn:aws:iam::123456789012:role/demo-test-EnvManagerRole
    execution_role_arn: arn:aws:iam::123456789012:role/demo-test-CFNExecutionRole
artifact_buckets:
  - {region: us-west-2, bucket: artifacts, kms_key_arn: "arn:aws:kms:us-west-2:123456789012:key/one"}
""",
    BUILDSPEC: "version: 0.2\nphases: {build: {commands: [make]}}\nartifacts: {files: ['*']}\n",
    MANIFEST: """\
name: web
version: 1
source:
  provider: GitHub
  properties:
    repository: https://github.com/acme/web
stages:
  - name: test
""",
}
LINT = ["lint", "--no-validate"]
COMPILE = ["compile", "--no-validate"]


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "workspace"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(root)
    monkeypatch.delenv("PILOTHOUSE_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return root


def run(arguments: list[str]) -> int | None:
    return recorded(arguments, lambda: pilothouse.main(arguments, "pilothouse", standalone_mode=False))


@pytest.mark.parametrize("arguments", [LINT, COMPILE, [*LINT, MANIFEST], [*LINT, "web"], [*LINT, "--audit"]])
def test_the_second_run_prints_what_the_first_did(
    arguments: list[str], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / BUILDSPEC).unlink()
    assert replay(arguments) is None
    exit_code = run(arguments)
    printed = capsys.readouterr()
    assert printed.out
    assert replay(arguments) == exit_code
    assert capsys.readouterr() == printed


def test_so_does_one_with_errors(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / MANIFEST).write_text("name: web\n")
    assert run(COMPILE) == 1
    printed = capsys.readouterr()
    assert "PH103" in printed.err
    assert replay(COMPILE) == 1
    assert capsys.readouterr() == printed


def write(name: str, text: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return change


def replace_by_link(root: Path) -> None:
    (root / MANIFEST).rename(root / "moved.yml")
    (root / MANIFEST).symlink_to(root / "moved.yml")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the manifest": write(MANIFEST, FILES[MANIFEST] + "    requires_approval: true\n"),
    "the context": write("copilot/context.yml", FILES["copilot/context.yml"] + "workloads: {}\n"),
    "the application": write("copilot/.workspace", "application: shop\n"),
    "the buildspec": write(BUILDSPEC, "version: 0.1\n"),
    "a workload more": write("copilot/worker/manifest.yml", "name: worker\n"),
    "a pipeline more": write("copilot/pipelines/other/manifest.yml", "name: other\n"),
    "a legacy pipeline": write("copilot/pipeline.yml", "name: other\n"),
    "settings": write(".pilothouse.toml", "select = ['PH7']\n"),
    "shared settings": write("pyproject.toml", "[tool.pilothouse]\nselect = ['PH7']\n"),
    "settings of a folder": write("copilot/pipelines/web/.pilothouse.toml", "select = ['PH7']\n"),
    "settings above": write("../.pilothouse.toml", "select = ['PH7']\n"),
    "an override": write("copilot/pipelines/web/overrides/cfn.patches.yml", "[]\n"),
    "a repository": lambda root: (root / ".git").mkdir(),
    "no buildspec": lambda root: (root / BUILDSPEC).unlink(),
    "no workload": lambda root: shutil.rmtree(root / "copilot/api"),
    "no context": lambda root: (root / "copilot/context.yml").unlink(),
    "a link": replace_by_link,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_looked_at_again(change: Callable[[Path], object], workspace: Path) -> None:
    run(LINT)
    assert replay(LINT) is not None
    change(workspace)
    assert replay(LINT) is None


def test_a_link_that_leads_elsewhere_is_followed_again(workspace: Path) -> None:
    replace_by_link(workspace)
    (workspace / "other.yml").write_text(FILES[MANIFEST].replace("name: web", "name: other"))
    run(LINT)
    assert replay(LINT) is not None
    (workspace / MANIFEST).unlink()
    (workspace / MANIFEST).symlink_to(workspace / "other.yml")
    assert replay(LINT) is None


def test_a_file_that_is_read_for_an_option_counts(workspace: Path) -> None:
    settings = workspace / "mine.toml"
    settings.write_text("ignore = ['PH601']\n")
    run([*LINT, "--settings", "mine.toml"])
    assert replay([*LINT, "--settings", "mine.toml"]) is not None
    settings.write_text("ignore = ['PH602']\n")
    assert replay([*LINT, "--settings", "mine.toml"]) is None


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "PILOTHOUSE_ALLOW_CODE", "HOME"])
def test_variables_count(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run(LINT)
    monkeypatch.setenv(variable, "1")
    assert replay(LINT) is None


def test_other_options_are_another_command(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(LINT)
    assert replay([*LINT, "--lenient"]) is None
    monkeypatch.chdir(workspace / "copilot")
    assert replay(LINT) is None


def test_an_installed_package_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path / "packages"
    (packages / "cfn_lint-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(packages)
    run(LINT)
    assert replay(LINT) is not None
    (packages / "cfn_lint-1.0.dist-info").rename(packages / "cfn_lint-1.1.dist-info")
    assert replay(LINT) is None


@pytest.mark.parametrize("name", ["pilothouse/rules/rule.py", "../schemas/manifest.schema.json"])
def test_our_own_code_counts(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "checkout/compiler" / name
    file.parent.mkdir(parents=True)
    (tmp_path / "checkout/compiler/pilothouse").mkdir(exist_ok=True)
    file.write_text("1")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "checkout/compiler/pilothouse/cli/replay.py"))
    run(LINT)
    assert replay(LINT) is not None
    file.write_text("11")
    assert replay(LINT) is None


@pytest.mark.parametrize(
    "arguments",
    [
        [*LINT, "--fix"],
        [*LINT, "--output", "report.txt"],
        [*COMPILE, "--output", "out/"],
        [*LINT, "."],
        [*LINT, "--no-cache"],
        ["lint", "--help"],
        ["graph"],
    ],
    ids=" ".join,
)
def test_some_commands_always_run(arguments: list[str], workspace: Path) -> None:
    (workspace / MANIFEST).write_text(FILES[MANIFEST].replace("version: 1\n", ""))
    assert run(arguments) in (None, 0, 1)
    assert replay(arguments) is None


def test_a_run_in_which_cfn_lint_failed_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Linter, "lint", lambda *_: (KILLED,))
    assert run(["lint"]) == 1
    assert "PH410" in capsys.readouterr().out
    assert replay(["lint"]) is None


def test_the_first_run_with_cfn_lint_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Linter, "lint", lambda *_: ())
    assert run(["lint"]) == replay(["lint"]) == 0


def test_nothing_is_kept_where_a_repository_could_bring_it_along(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(workspace / "cache"))
    run(LINT)
    assert replay(LINT) is None
    assert not (workspace / "cache").exists()


def test_a_person_can_turn_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    run(LINT)
    monkeypatch.setenv("PILOTHOUSE_NO_CACHE", "1")
    assert replay(LINT) is None


@pytest.mark.parametrize("content", [b"", b"0", b"0\x005\x00at", b"x\x00y", b"\xff", b"0\x000\x003\x00text"])
def test_a_broken_entry_is_not_replayed(content: bytes, tmp_path: Path) -> None:
    run(LINT)
    (entry,) = (tmp_path / "cache/pilothouse/runs").iterdir()
    entry.write_bytes(content)
    assert replay(LINT) is None


def test_every_variable_that_is_read_counts() -> None:
    elsewhere = {"aws", "git.py"}  # a run that asks these is never kept
    read = {
        name
        for path in COMPILER.rglob("*.py")
        if elsewhere.isdisjoint(path.parts)
        for name in re.findall(r"environ(?:\.get\(|\[)\s*\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert {name for name in read if not name.startswith("PILOTHOUSE_")} <= {*VARIABLES}


def test_it_imports_hardly_anything() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "pilothouse", *LINT]
    subprocess.run(command, check=True, capture_output=True)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time" in line}
    ours = {name for name in imported if name.startswith("pilothouse.")}
    assert ours == {
        "pilothouse.cli",
        "pilothouse.cli.replay",
        "pilothouse.workspace",
        "pilothouse.workspace.observe",
        "pilothouse.workspace.user_folders",
    }
    assert imported.isdisjoint({"click", "json", "pathlib", "re", "ruamel.yaml"})
