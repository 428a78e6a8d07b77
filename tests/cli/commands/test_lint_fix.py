"""`lint --fix`, `--unsafe-fixes` and `--diff` on files."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pilothouse.cli import exits
from pilothouse.driver import Compilation, Request, compile_manifest
from tests.cli.workspaces import BUILDSPEC, MANIFEST, MANIFEST_PATH, run, write_files, write_workspace

MENDABLE = MANIFEST.replace("version: 1\n", "").replace("acme/web", "acme/web.git  # ours")
MENDED = MANIFEST.replace("acme/web", "acme/web  # ours")
GUESSABLE = MANIFEST.replace("- name: test", "- name: tset")
BROKEN = MANIFEST + "    foo: 1\n"


@pytest.fixture(autouse=True)
def _in_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_safe_fix_is_written_to_the_file(tmp_path: Path) -> None:
    manifest = write_workspace(tmp_path, MENDABLE)
    result = run("lint", "--no-validate", "--fix")
    assert result == (exits.DONE, "", "fixed 2 defects in 1 file\n")
    assert manifest.read_bytes().decode() == MENDED


def test_what_is_left_is_reported_after_the_fix(tmp_path: Path) -> None:
    manifest = write_workspace(tmp_path, MENDABLE + "    foo: 1\n")
    result = run("lint", "--no-validate", "--fix")
    assert result.exit_code == exits.FINDINGS
    assert f"{MANIFEST_PATH}:9:5" in result.stdout
    assert "PH107" not in result.stdout
    assert manifest.read_bytes().decode() == MENDED + "    foo: 1\n"


def test_guesses_are_made_only_on_request(tmp_path: Path) -> None:
    manifest = write_workspace(tmp_path, GUESSABLE)
    assert run("lint", "--no-validate", "--fix").exit_code == exits.FINDINGS
    assert manifest.read_bytes().decode() == GUESSABLE
    assert run("lint", "--no-validate", "--fix", "--unsafe-fixes").exit_code == exits.DONE
    assert manifest.read_bytes().decode() == MANIFEST


def test_nothing_to_fix_leaves_the_file_untouched(tmp_path: Path) -> None:
    manifest = write_workspace(tmp_path, BROKEN)
    before = manifest.stat()
    assert run("lint", "--no-validate", "--fix").stderr == ""
    assert (manifest.stat().st_mtime_ns, manifest.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_diff_writes_nothing_and_says_that_something_would_change(tmp_path: Path) -> None:
    manifest = write_workspace(tmp_path, MENDABLE)
    result = run("lint", "--no-validate", "--diff")
    assert result.exit_code == exits.FINDINGS
    assert result.stdout == (
        f"--- {MANIFEST_PATH}\n+++ {MANIFEST_PATH}\n@@ -1,7 +1,8 @@\n name: web\n+version: 1\n source:\n"
        "   provider: GitHub\n   properties:\n-    repository: https://github.com/acme/web.git  # ours\n"
        "+    repository: https://github.com/acme/web  # ours\n stages:\n   - name: test\n"
    )
    assert manifest.read_bytes().decode() == MENDABLE


def test_a_diff_without_changes_is_empty(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    assert run("lint", "--no-validate", "--diff") == (exits.DONE, "", "")


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize(
    "text", [MENDABLE, MENDABLE.rstrip("\n"), MENDABLE.replace("\n", "\r\n"), f"\ufeff{MENDABLE}"]
)
def test_git_applies_the_diff(text: str, tmp_path: Path) -> None:
    manifest = write_workspace(tmp_path, text)
    diff = run("lint", "--no-validate", "--diff").stdout
    apply = ["git", "apply", "-p0", "--whitespace=nowarn", "-"]
    subprocess.run(apply, cwd=tmp_path, input=diff.encode(), check=True)
    applied = manifest.read_bytes()
    manifest.write_bytes(text.encode())
    run("lint", "--no-validate", "--fix")
    assert manifest.read_bytes() == applied


def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    manifest = write_workspace(tmp_path, "\ufeff" + MENDABLE.replace("\n", "\r\n"))
    run("lint", "--no-validate", "--fix")
    assert manifest.read_bytes().decode() == "\ufeff" + MENDED.replace("\n", "\r\n")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    manifest = write_workspace(tmp_path, MENDABLE)
    target = tmp_path / "shared.yml"
    manifest.rename(target)
    manifest.symlink_to(target)
    run("lint", "--no-validate", "--fix")
    assert manifest.is_symlink()
    assert target.read_bytes().decode() == MENDED


def test_what_is_ignored_or_not_selected_is_not_fixed(tmp_path: Path) -> None:
    manifest = write_workspace(tmp_path, MENDABLE)
    run("lint", "--no-validate", "--fix", "--select", "PH107", "--ignore", "PH107")
    assert manifest.read_bytes().decode() == MENDABLE
    run("lint", "--no-validate", "--fix", "--select", "PH107")
    assert manifest.read_bytes().decode() == MENDABLE.replace("name: web\n", "name: web\nversion: 1\n")


def test_a_comment_that_does_nothing_is_removed(tmp_path: Path) -> None:
    comment = "  # pilothouse: ignore[PH213]"
    manifest = write_workspace(tmp_path, MANIFEST.replace("- name: test", f"- name: test{comment}"))
    run("lint", "--no-validate", "--fix")
    assert manifest.read_bytes().decode() == MANIFEST


def test_standard_input_can_be_compared_but_not_fixed(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    arguments = ("lint", "--no-validate", "-", "--stdin-filename", MANIFEST_PATH)
    assert run(*arguments, "--fix", stdin=MENDABLE.encode()).exit_code == exits.USAGE
    assert "+version: 1\n" in run(*arguments, "--diff", stdin=MENDABLE.encode()).stdout


def test_unsafe_fixes_alone_are_a_usage_error(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    assert run("lint", "--unsafe-fixes").exit_code == exits.USAGE


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = write_workspace(tmp_path, MENDABLE)
    monkeypatch.setattr("pilothouse.cli.mend.compile_manifest", _changing(manifest))
    result = run("lint", "--no-validate", "--fix")
    assert result.exit_code == exits.USAGE
    assert "was changed in the meantime" in result.stderr
    assert manifest.read_text() == "name: other\n"


def _changing(manifest: Path) -> Callable[[Request], Compilation]:
    """Compile as ever, while somebody else saves the file."""

    def compile_and_change(request: Request) -> Compilation:
        manifest.write_text("name: other\n")
        return compile_manifest(request)

    return compile_and_change


def test_a_buildspec_is_fixed_too(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    buildspec = tmp_path / "copilot/pipelines/web/buildspec.yml"
    buildspec.write_text(BUILDSPEC + "# pilothouse: ignore-file[PH601]\n")
    result = run("lint", "--no-validate", "--fix")
    assert (result.stdout, result.stderr) == ("", "fixed 1 defect in 1 file\n")
    assert buildspec.read_text() == BUILDSPEC


def test_a_fix_in_patches_is_made_and_counted_once(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    patch = "- {op: add, path: /Metadata, value: {a: b}}\n"
    patches = "copilot/pipelines/web/overrides/cfn.patches.yml"
    write_files(tmp_path, {patches: f"{patch}# pilothouse: ignore[PH501]\n# pilothouse: ignore[PH502]\n"})
    assert run("lint", "--no-validate", "--diff").stdout.count("-# pilothouse") == 2
    assert run("lint", "--no-validate", "--fix").stderr == "fixed 2 defects in 1 file\n"
    assert (tmp_path / patches).read_text() == patch


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_git_applies_a_diff_of_files_with_odd_names(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    odd = 'copilot/pipelines/a "b"\n+++ é\\\t/manifest.yml'
    write_files(tmp_path, {odd: MENDABLE})
    diff = run("lint", "--no-validate", "--diff").stdout
    subprocess.run(["git", "apply", "-p0", "-"], cwd=tmp_path, input=diff.encode(), check=True)
    assert "version: 1" in (tmp_path / odd).read_text(encoding="utf-8")
