"""No file outside of the repository is read, shown or written, whatever links were committed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.pages import page_text
from tests.cli.workspaces import BUILDSPEC, CONTEXT, MANIFEST, Run, run, write_files

SECRET = "SECRET_TOKEN: ghs_secret\nVersion: 0.2\n"
MANIFEST_PATH = "copilot/pipelines/main/manifest.yml"
BUILDSPEC_PATH = "copilot/pipelines/main/buildspec.yml"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder next to the repository, with a secret file."""
    write_files(tmp_path / "outside", {"secret.yml": SECRET})
    return tmp_path / "outside"


@pytest.fixture(params=["repository", "workspace alone"], autouse=True)
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """An untrusted workspace, in a repository and without one; the current folder."""
    root = tmp_path / "checkout"
    files = {
        "copilot/.workspace": "application: demo\n",
        "copilot/api/manifest.yml": "name: api\ntype: Backend Service\n",
        "copilot/context.yml": CONTEXT,
        BUILDSPEC_PATH: BUILDSPEC,
        MANIFEST_PATH: MANIFEST.replace("name: web", "name: main"),
    }
    write_files(root, files)
    if request.param == "repository":
        (root / ".git").mkdir()
        (root / ".git" / "config").write_text(SECRET)
    monkeypatch.chdir(root)
    return root


def link(path: str, target: Path | str) -> None:
    Path(path).unlink(missing_ok=True)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).symlink_to(target)


def lint(*arguments: str) -> Run:
    return run("lint", "--no-validate", *arguments)


def assert_unseen(ran: Run) -> None:
    assert ran.exit_code == 2
    assert "PH013" in ran.stdout + ran.stderr
    assert "SECRET" not in ran.stdout + ran.stderr
    assert "ghs_" not in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    "path",
    [
        MANIFEST_PATH,
        BUILDSPEC_PATH,
        "copilot/context.yml",
        ".pilothouse.toml",
        "copilot/pipelines/main/overrides/cfn.patches.yml",
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("arguments", [(), (".",), (MANIFEST_PATH,)], ids=["workspace", "folder", "path"])
def test_a_linked_file_is_not_shown(outside: Path, path: str, form: str, arguments: tuple[str, ...]) -> None:
    link(path, outside / "secret.yml")
    assert_unseen(lint("--format", form, *arguments))


@pytest.mark.parametrize("target", ["/proc/self/environ", "/etc/shadow", "/dev/zero", "/dev/stdin"])
@pytest.mark.parametrize("path", [MANIFEST_PATH, BUILDSPEC_PATH])
def test_a_file_of_the_system_is_not_opened(path: str, target: str) -> None:
    link(path, target)
    assert_unseen(lint())


def test_a_linked_folder_does_not_help(outside: Path) -> None:
    link("etc", outside)
    manifest = Path(MANIFEST_PATH)
    manifest.write_text(
        manifest.read_text().replace("stages:", "build: {buildspec: etc/secret.yml}\nstages:")
    )
    assert_unseen(lint("."))


def test_a_linked_pipeline_is_found_and_refused(outside: Path) -> None:
    write_files(outside, {"pipeline/manifest.yml": SECRET})
    link("copilot/pipelines/other", outside / "pipeline")
    assert_unseen(lint("."))


def test_the_token_in_gits_own_folder_is_not_shown(checkout: Path) -> None:
    if not (checkout / ".git").exists():
        write_files(checkout, {".git/config": SECRET})
    link(BUILDSPEC_PATH, "../../../.git/config")
    assert_unseen(lint("."))


def test_a_cycle_of_links_is_reported() -> None:
    link(MANIFEST_PATH, "manifest.yml")
    for arguments in ((), (".",)):
        ran = lint(*arguments)
        assert ran.exit_code == 2
        assert "Too many levels of symbolic links" in ran.stdout


def test_a_pipe_is_not_waited_for() -> None:
    Path(MANIFEST_PATH).unlink()
    os.mkfifo(MANIFEST_PATH)
    for arguments in ((), (".",), (MANIFEST_PATH,)):
        ran = lint(*arguments)
        assert (ran.exit_code, ran.stdout) == (2, example("PH014"))


def test_a_link_inside_the_repository_is_followed(checkout: Path) -> None:
    write_files(checkout, {"shared/buildspec.yml": BUILDSPEC.replace("version", "Version")})
    link(BUILDSPEC_PATH, "../../../shared/buildspec.yml")
    assert "shared/buildspec.yml:1" in lint(".").stdout
    assert lint("--fix", ".").exit_code == 0
    assert (checkout / "shared" / "buildspec.yml").read_text() == BUILDSPEC
    assert Path(BUILDSPEC_PATH).is_symlink()


def test_a_fix_changes_no_file_outside(outside: Path) -> None:
    (outside / "ci.yml").write_text(BUILDSPEC.replace("version", "Version"))
    link(BUILDSPEC_PATH, outside / "ci.yml")
    assert_unseen(lint("--fix", "."))
    assert (outside / "ci.yml").read_text().startswith("Version: 0.2")


@pytest.mark.parametrize(
    "command",
    [
        ("compile", "--no-validate", "-o", "out/"),
        ("compile", "--no-validate", "-o", "out/template.yml"),
        ("graph", "-o", "out/"),
        ("diff", "--template", "old.yml", "-o", "out/diff.md", "--format", "markdown"),
    ],
    ids=lambda command: " ".join(command[:1]),
)
def test_a_linked_output_folder_is_not_written_to(
    checkout: Path, outside: Path, command: tuple[str, ...]
) -> None:
    (checkout / "old.yml").write_text("Resources: {}\n")
    link("out", outside)
    ran = run(*command)
    assert ran.exit_code == 2
    assert "a link points outside the repository" in ran.stderr
    assert [one.name for one in outside.iterdir()] == ["secret.yml"]


def test_a_linked_output_file_is_replaced_not_followed(checkout: Path, outside: Path) -> None:
    link("template.yml", outside / "secret.yml")
    assert run("compile", "--no-validate", "-o", "template.yml").exit_code == 0
    assert (outside / "secret.yml").read_text() == SECRET
    assert not (checkout / "template.yml").is_symlink()


def test_the_page_of_the_code_shows_the_output() -> None:
    link(BUILDSPEC_PATH, "/etc/passwd")
    assert lint(".").stdout == example("PH013")


def example(number: str) -> str:
    """Return the output that a code's page shows."""
    code = next(code for code in codes.ALL_CODES if code.id == number)
    return page_text(code).split("```text\n")[1].removesuffix("```\n")
