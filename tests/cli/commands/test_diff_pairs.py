"""`pilothouse diff` compares a manifest with the one that was the same pipeline's at the revision."""

from __future__ import annotations

import json
import os
from pathlib import Path
from shutil import move, rmtree
from typing import Any

import pytest

from pilothouse.cli import exits
from tests.cli.workspaces import CONTEXT, MANIFEST, MANIFEST_PATH, run, write_files, write_workspace
from tests.workspace.test_revision import commit, git

APPROVED = MANIFEST + "    requires_approval: true\n"
LEFT_BEHIND = "stack-left-behind"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in a repository whose only commit has an approval; work in it."""
    folder = tmp_path / "repository"
    folder.mkdir()
    write_workspace(folder, APPROVED)
    git(folder, "init", "--quiet")
    commit(folder, {})
    monkeypatch.chdir(folder)
    return folder


def stacks(*arguments: str) -> list[Any]:
    done = run("diff", "--format", "json", *arguments)
    assert done.exit_code in {exits.DONE, exits.FINDINGS}, done.stderr
    found: list[Any] = json.loads(done.stdout)["stacks"]
    return found


def kinds(*arguments: str) -> list[str]:
    return [risk["kind"] for stack in stacks(*arguments) for risk in stack["risks"]]


def test_a_moved_manifest_is_the_same_pipeline(root: Path) -> None:
    move(root / "copilot/pipelines/web", root / "copilot/pipelines/rel")
    write_files(root, {"copilot/pipelines/rel/manifest.yml": MANIFEST})
    (stack,) = stacks()
    assert stack["before"] == f"HEAD:{MANIFEST_PATH}"
    assert [risk["kind"] for risk in stack["risks"]] == ["approval-removed"]
    assert "added" not in {resource["change"] for resource in stack["resources"]}


def test_manifests_that_change_places_keep_their_names(root: Path) -> None:
    other = "copilot/pipelines/other/manifest.yml"
    commit(root, {other: MANIFEST.replace("name: web", "name: other").encode()})
    (root / other).write_bytes((root / MANIFEST_PATH).read_bytes())
    write_files(root, {MANIFEST_PATH: MANIFEST.replace("name: web", "name: other")})
    assert kinds() == []


@pytest.mark.parametrize("folder", [".", "apps"])
def test_a_workspace_that_moves_is_the_same_one(
    root: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "apps").mkdir()
    move(root / "copilot", root / "apps/copilot")
    monkeypatch.chdir(root / folder)
    (stack,) = stacks(*([] if folder == "apps" else ["."]))
    assert (stack["before"], stack["resources"]) == (f"HEAD:{MANIFEST_PATH}", [])


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (MANIFEST_PATH, "name: web", "name: other"),
        ("copilot/context.yml", 'account: "123456789012", region: us', 'account: "999999999999", region: us'),
        ("copilot/context.yml", "us-west-2", "eu-west-1"),
    ],
    ids=["name", "account", "region"],
)
def test_another_stack_leaves_the_old_one_behind(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    write_files(root, {path: text.replace(old, new)})
    assert LEFT_BEHIND in kinds("--only", "risk")
    assert run("diff", "--only", "risk").exit_code == exits.FINDINGS
    behaviors = {resource["behavior"] for stack in stacks() for resource in stack["resources"]}
    assert behaviors <= {"create", "keep"}
    assert "a new stack of 7 resources" in run("diff").stdout


def test_another_application_leaves_the_old_stack_behind(root: Path) -> None:
    marker = root / "copilot/.workspace"
    marker.write_text(marker.read_text().replace("demo", "shop"))
    context = CONTEXT.replace("name: demo", "name: shop")
    write_files(root, {"copilot/context.yml": context})
    assert LEFT_BEHIND in kinds("--only", "risk")


def test_a_deleted_manifest_leaves_its_stack_behind(root: Path) -> None:
    write_files(
        root, {"copilot/pipelines/new/manifest.yml": "name: new" + MANIFEST.removeprefix("name: web")}
    )
    git(root, "add", "--all")
    commit(root, {})
    rmtree(root / "copilot/pipelines/web")
    same, gone = stacks()
    assert same["resources"] == []
    assert gone["name"] == "pipeline-demo-web"
    assert {resource["behavior"] for resource in gone["resources"]} == {"keep"}
    assert kinds("--only", "risk") == [LEFT_BEHIND]
    assert kinds("new") == []  # a pipeline that isn't named is not reported


def test_the_last_manifest_may_be_deleted(root: Path) -> None:
    rmtree(root / "copilot/pipelines/web")
    done = run("diff")
    assert done.exit_code == exits.FINDINGS
    assert "stays in the old stack" in done.stdout


def test_a_pipeline_that_was_broken_is_a_separate_row(root: Path) -> None:
    fine = "copilot/pipelines/fine/manifest.yml"
    commit(root, {MANIFEST_PATH: b"a: [", fine: APPROVED.replace("name: web", "name: fine").encode()})
    write_files(root, {MANIFEST_PATH: APPROVED, fine: MANIFEST.replace("name: web", "name: fine")})
    found = {stack["name"]: stack["risks"] for stack in stacks()}
    assert [risk["kind"] for risk in found["pipeline-demo-fine"]] == ["approval-removed"]
    (risk,) = found["pipeline-demo-web"]
    assert risk["kind"] == "unjudged"
    assert risk["details"][0].startswith(f"HEAD:{MANIFEST_PATH}:1: ")


def test_a_context_that_was_broken_does_not_stop_the_comparison(root: Path) -> None:
    commit(root, {"copilot/context.yml": b"a: ["})
    write_files(root, {"copilot/context.yml": CONTEXT})
    assert kinds() == ["unjudged"]


@pytest.mark.parametrize("linked", ["copilot/context.yml", MANIFEST_PATH, "copilot/pipelines/web", "copilot"])
def test_links_are_followed_at_the_revision(root: Path, linked: str) -> None:
    target = root / "shared" / Path(linked).name
    target.parent.mkdir()
    move(root / linked, target)
    (root / linked).symlink_to(os.path.relpath(target, (root / linked).parent))
    commit(root, {})
    assert stacks()[0]["resources"] == []
    context = (root / "copilot/context.yml").resolve()
    context.write_text(context.read_text().replace("bucket: artifacts", "bucket: others"))
    assert stacks()[0]["resources"] != []


def test_linked_overrides_are_followed_at_the_revision(root: Path) -> None:
    path = "/Resources/BuildProject/Properties/TimeoutInMinutes"
    write_files(root, {"shared/cfn.patches.yml": f"- {{op: add, path: {path}, value: 5}}\n"})
    (root / "copilot/pipelines/web/overrides").symlink_to("../../../shared")
    commit(root, {})
    assert stacks()[0]["resources"] == []


def test_a_link_out_of_the_repository_is_reported(root: Path) -> None:
    context = root / "copilot/context.yml"
    context.unlink()
    context.symlink_to("../../elsewhere.yml")
    commit(root, {})
    context.unlink()
    write_files(root, {"copilot/context.yml": CONTEXT})
    (risk,) = stacks()[0]["risks"]
    assert risk["kind"] == "unjudged"
    assert "HEAD:copilot/context.yml is a link" in risk["details"][0]


def test_a_linked_worktree_in_a_hook_is_compared_like_any(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(root, "worktree", "add", "--quiet", str(tmp_path / "other"))
    write_workspace(tmp_path / "other", MANIFEST)
    monkeypatch.chdir(tmp_path / "other")
    for name, value in {"GIT_DIR": root / ".git/worktrees/other", "GIT_INDEX_FILE": "index"}.items():
        monkeypatch.setenv(name, str(value))
    assert kinds("--only", "risk") == ["approval-removed"]
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_WORK_TREE", "/")
    assert kinds("--only", "risk") == ["approval-removed"]


def test_a_submodule_has_its_own_revisions(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = root / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    write_workspace(inner, APPROVED)
    commit(inner, {})
    git(root, "add", "--all")
    commit(root, {})
    write_workspace(inner, MANIFEST)
    monkeypatch.chdir(inner)
    assert kinds() == ["approval-removed"]


@pytest.mark.parametrize("name", ["HEAD~1", "HEAD@{1}", ":/change", "v1", "@~1"])
def test_a_revision_may_be_spelled_as_git_does(root: Path, name: str) -> None:
    git(root, "tag", "--annotate", "v1", "--message", "one")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "nothing")
    write_workspace(root)
    assert kinds("--rev", name) == ["approval-removed"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("HEAD~1..HEAD", "this is a range"),
        ("HEAD...HEAD", "this is a range"),
        ("nope", "there is no such revision"),
        ("HEAD:copilot", "a file or a folder of a revision"),
        ("HEAD@{7}", "only has 1 entries"),
    ],
)
@pytest.mark.usefixtures("root")
def test_an_invalid_revision_is_refused_with_the_reason(name: str, words: str) -> None:
    done = run("diff", "--rev", name)
    assert (done.exit_code, done.stdout) == (exits.USAGE, "")
    assert words in done.stderr


def test_only_risk_says_what_it_left_out(root: Path) -> None:
    write_workspace(root, APPROVED + "    test_commands: [make]\n")
    done = run("diff", "--only", "risk")
    assert done.exit_code == exits.DONE
    assert "no risk; 2 differences without risk left out" in done.stdout.lower()
    assert "no difference" not in run("diff", "--only", "risk", "--format", "markdown").stdout.lower()
