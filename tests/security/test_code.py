"""No code of a repository runs, unless the user allowed it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.pages import page_text
from pilothouse.lsp.check import check
from tests.cli.workspaces import MANIFEST, MANIFEST_PATH, run, write_files, write_workspace

OVERRIDES = "copilot/pipelines/web/overrides"
FUNCTION = "def override(template):\n    open({mark!r}, 'w')\n    return template\n"
ALLOWED = "allow-code = true\n"
SHARED = "[tool.pilothouse]\nallow-code = true\n"


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """The text that the repository's programs write when they run."""
    return tmp_path / "ran"


@pytest.fixture(autouse=True)
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An untrusted repository, the current folder, and a home of the user's."""
    root = tmp_path / "checkout"
    write_workspace(root)
    (root / ".git").mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("PILOTHOUSE_ALLOW_CODE", raising=False)
    return root


@pytest.fixture
def function(checkout: Path, mark: Path) -> None:
    write_files(checkout, {f"{OVERRIDES}/override.py": FUNCTION.format(mark=str(mark))})


def trust(config: Path, *folders: Path | str) -> None:
    names = ", ".join(json.dumps(str(folder)) for folder in folders)
    write_files(config, {"pilothouse/config.toml": f"trusted-folders = [{names}]\n"})


@pytest.mark.usefixtures("function")
@pytest.mark.parametrize(("file", "text"), [(".pilothouse.toml", ALLOWED), ("pyproject.toml", SHARED)])
@pytest.mark.parametrize(
    "command",
    [
        ("lint", "--no-validate", "."),
        ("lint", "--no-validate", "--fix", "."),
        ("lint", "--no-validate", "--diff"),
        ("compile", "--no-validate"),
        ("compile", "--emit", "graph"),
        ("diff", "--manifest", "web"),
        ("graph",),
    ],
    ids=" ".join,
)
def test_a_repository_does_not_allow_its_own_programs(
    checkout: Path, mark: Path, command: tuple[str, ...], file: str, text: str
) -> None:
    write_files(checkout, {file: text})
    run(*command)
    assert not mark.exists()


@pytest.mark.usefixtures("function")
def test_its_setting_is_reported_at_its_line(checkout: Path) -> None:
    write_files(checkout, {".pilothouse.toml": "\n" + ALLOWED})
    ran = run("lint", "--no-validate")
    assert ran.exit_code == 0
    assert "note[PH113 distrusted-setting]: allow-code has no effect" in ran.stdout
    assert " --> .pilothouse.toml:2:14" in ran.stdout
    assert "PH506" in ran.stdout
    assert "PH113" not in run("lint", "--no-validate", "--no-allow-code").stdout


def test_the_page_of_the_code_shows_the_output(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(checkout, {".pilothouse.toml": ALLOWED})
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    said = page_text(codes.DISTRUSTED_SETTING).split("```text\n")[1].removesuffix("```\n")
    assert run("lint", "--no-validate").stdout == said


@pytest.mark.usefixtures("function")
def test_settings_above_the_repository_do_not_count_either(tmp_path: Path, mark: Path) -> None:
    write_files(tmp_path, {".pilothouse.toml": ALLOWED})
    run("lint", "--no-validate")
    assert not mark.exists()


@pytest.mark.usefixtures("function")
def test_the_user_may_allow_them(mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("compile", "--no-validate", "--allow-code").exit_code == 0
    assert mark.exists()
    mark.unlink()
    monkeypatch.setenv("PILOTHOUSE_ALLOW_CODE", "1")
    assert run("compile", "--no-validate").exit_code == 0
    assert mark.exists()
    mark.unlink()
    assert run("compile", "--no-validate", "--no-allow-code").exit_code == 1
    monkeypatch.setenv("PILOTHOUSE_ALLOW_CODE", "0")
    assert run("compile", "--no-validate").exit_code == 1
    assert not mark.exists()


@pytest.mark.usefixtures("function")
def test_settings_count_in_a_folder_that_the_user_trusts(checkout: Path, tmp_path: Path, mark: Path) -> None:
    write_files(checkout, {".pilothouse.toml": ALLOWED})
    trust(tmp_path / "config", checkout)
    assert "PH113" not in run("lint", "--no-validate").stdout
    assert mark.exists()
    mark.unlink()
    run("lint", "--no-validate", "--no-allow-code")
    assert not mark.exists()


@pytest.mark.usefixtures("function")
def test_trust_alone_allows_nothing(checkout: Path, tmp_path: Path, mark: Path) -> None:
    trust(tmp_path / "config", checkout)
    run("lint", "--no-validate")
    assert not mark.exists()


@pytest.mark.usefixtures("function")
def test_trust_ends_at_its_folder(
    checkout: Path, tmp_path: Path, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings of a trusted repository allow nothing in another one."""
    write_files(tmp_path / "mine", {".pilothouse.toml": ALLOWED})
    trust(tmp_path / "config", tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    run("lint", "--no-validate", str(checkout))
    assert not mark.exists()


@pytest.mark.usefixtures("function")
def test_a_configuration_among_the_files_trusts_nobody(
    checkout: Path, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(checkout, {".pilothouse.toml": ALLOWED})
    trust(checkout / ".config", checkout)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(checkout / ".config"))
    assert "PH113" in run("lint", "--no-validate").stdout
    assert not mark.exists()


def test_a_mistake_in_the_users_settings_is_reported(checkout: Path, tmp_path: Path) -> None:
    write_files(checkout, {".pilothouse.toml": ALLOWED})
    write_files(tmp_path / "config", {"pilothouse/config.toml": 'trusted-folder = ["src"]\n'})
    ran = run("lint", "--no-validate")
    assert ran.exit_code == 2
    assert "config.toml:1:1" in ran.stderr


@pytest.mark.parametrize(
    "command",
    [("compile", "--no-validate"), ("compile", "--emit", "graph"), ("diff",), ("diff", "--manifest", "web")],
    ids=" ".join,
)
def test_a_cdk_app_does_not_run_and_installs_nothing(
    checkout: Path, mark: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = checkout.parent / "bin" / "npm"
    write_files(npm.parent, {"npm": f"#!/bin/sh\ntouch {mark}\n"})
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}:/usr/bin:/bin")
    write_files(checkout, {f"{OVERRIDES}/cdk.json": "{}", f"{OVERRIDES}/package.json": "{}"})
    shutil.rmtree(".git")
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "x"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments], check=True)
    ran = run(*command)
    assert ran.exit_code != 0
    assert "error[PH506 override-not-run]: cdk.json runs code, which is not allowed here" in ran.stderr
    assert "use --allow-code or PILOTHOUSE_ALLOW_CODE=1" in ran.stderr
    assert not mark.exists()


@pytest.mark.usefixtures("function")
def test_the_old_revision_runs_nothing_either(checkout: Path, mark: Path) -> None:
    shutil.rmtree(".git")
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "x"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments], check=True)
    shutil.rmtree(checkout / OVERRIDES)
    ran = run("diff")
    assert ran.exit_code == 1
    assert "override.py runs code, which is not allowed here" in ran.stdout
    assert not mark.exists()
    assert run("diff", "--allow-code").exit_code in (0, 1)
    assert mark.exists()


@pytest.mark.usefixtures("function")
def test_an_editor_runs_nothing_in_a_trusted_folder_either(
    checkout: Path, tmp_path: Path, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(checkout, {".pilothouse.toml": ALLOWED})
    trust(tmp_path / "config", checkout)
    monkeypatch.setenv("PILOTHOUSE_ALLOW_CODE", "1")
    found = check(checkout / MANIFEST_PATH, MANIFEST).findings
    assert [finding.code for finding in found] == [codes.OVERRIDE_NOT_RUN]
    assert not mark.exists()


def test_a_committed_cache_gives_no_verdicts(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(checkout / ".cache"))
    monkeypatch.delenv("PILOTHOUSE_NO_CACHE", raising=False)
    assert run("lint").exit_code == 0
    assert not (checkout / ".cache").exists()
