"""`pilothouse diff` compares with a revision, a template, another manifest, the deployed stack."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from pilothouse.cli import exits
from tests.cli.workspaces import CONTEXT, MANIFEST, MANIFEST_PATH, Run, run, write_files, write_workspace
from tests.emulator import REGION, Emulator
from tests.workspace.test_revision import commit, git

APPROVED = MANIFEST + "    requires_approval: true\n"
PATCHES = "- op: add\n  path: /Resources/BuildProject/Properties/TimeoutInMinutes\n  value: 5\n"
PATCHES_PATH = "copilot/pipelines/web/overrides/cfn.patches.yml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in a repository whose only commit has an approval; work in it."""
    write_workspace(tmp_path, APPROVED)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {})
    monkeypatch.chdir(tmp_path)
    return tmp_path


PAGE = Path(__file__).parents[3] / "docs" / "commands" / "diff.md"
SHOWN = re.findall(r"^pilothouse (diff\b.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

in_repository = pytest.mark.usefixtures("root")


def report(*arguments: str) -> Any:
    (stack,) = json.loads(run("diff", "--format", "json", *arguments).stdout)["stacks"]
    return stack


def outcome(done: Run) -> tuple[int, str]:
    return done.exit_code, done.stderr


@in_repository
def test_nothing_differs_from_the_commit() -> None:
    done = run("diff")
    assert outcome(done) == (exits.DONE, "")
    assert done.stdout == f"pipeline-demo-web: HEAD -> {MANIFEST_PATH}\nno difference\n"


def test_a_difference_is_exit_code_1_unless_it_need_not_be(root: Path) -> None:
    write_workspace(root)
    assert outcome(run("diff")) == (exits.FINDINGS, "")
    assert outcome(run("diff", "--exit-zero")) == (exits.DONE, "")


def test_a_removal_is_shown_at_its_old_place(root: Path) -> None:
    write_workspace(root)
    (risk,) = report("--only", "risk")["risks"]
    assert risk["kind"] == "approval-removed"
    assert risk["cause"]["path"] == f"HEAD:{MANIFEST_PATH}"
    assert risk["cause"]["line"] == len(APPROVED.splitlines())


def test_only_risks_count_where_only_they_are_asked_for(root: Path) -> None:
    write_workspace(root, APPROVED + "    test_commands: [make]\n")
    assert run("diff").exit_code == exits.FINDINGS
    assert outcome(run("diff", "--only", "risk")) == (exits.DONE, "")


def test_a_revision_has_its_own_context_and_overrides(root: Path) -> None:
    commit(root, {PATCHES_PATH: PATCHES.encode()})
    write_files(root, {"copilot/context.yml": CONTEXT.replace("bucket: artifacts", "bucket: others")})
    rmtree((root / PATCHES_PATH).parent)
    changes = [change for resource in report()["resources"] for change in resource["changes"]]
    timeout = next(change for change in changes if change["place"] == "TimeoutInMinutes")
    assert (timeout["before"], timeout["after"]) == ("5", "60")
    assert any("others" in json.dumps(change["after"]) for change in changes)
    assert report("--rev", "HEAD~1")["resources"] != report()["resources"]


def test_the_given_context_is_read_as_it_was(root: Path) -> None:
    commit(root, {"other.yml": CONTEXT.encode()})
    write_files(root, {"other.yml": CONTEXT.replace("us-west-2", "eu-west-1")})
    kinds = {risk["kind"] for risk in report("--context", "other.yml")["risks"]}
    assert "region-changed" in kinds


def test_a_new_manifest_is_all_new(root: Path) -> None:
    write_files(root, {"copilot/pipelines/new/manifest.yml": APPROVED.replace("name: web", "name: new")})
    stack = report("new")
    assert stack["before"] == "HEAD (no such manifest)"
    assert {resource["change"] for resource in stack["resources"]} == {"added"}


def test_every_pipeline_of_the_workspace_is_compared(root: Path) -> None:
    write_files(root, {"copilot/pipelines/new/manifest.yml": APPROVED.replace("name: web", "name: new")})
    stacks = json.loads(run("diff", "--format", "json").stdout)
    assert stacks["summary"] == {"different": 1, "same": 1, "risks": 0}


def test_a_mistake_that_copilot_ignores_can_be_fixed(root: Path) -> None:
    commit(root, {MANIFEST_PATH: APPROVED.replace("requires_approval", "approval").encode()})
    write_workspace(root, APPROVED)
    (pipeline,) = report()["resources"]
    assert pipeline["changes"][0]["place"].endswith("action ApprovePromotionTo-test")


def test_a_manifest_with_errors_is_trouble(root: Path) -> None:
    write_workspace(root, MANIFEST + "    nothing: 1\n")
    done = run("diff")
    assert (done.exit_code, done.stdout) == (exits.USAGE, "")
    assert "nothing was compared" in done.stderr
    assert run("diff", "--lenient").exit_code == exits.FINDINGS


@in_repository
def test_an_unknown_revision_is_a_usage_error() -> None:
    done = run("diff", "--rev", "nope")
    assert (done.exit_code, done.stdout) == (exits.USAGE, "")
    assert "nope: " in done.stderr


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_template_in_a_file(root: Path, form: str) -> None:
    run("compile", "--no-validate", "--format", form, "-o", "old.txt")
    assert run("diff", "--template", "old.txt").exit_code == exits.DONE
    write_workspace(root)
    assert report("--template", "old.txt")["risks"][0]["cause"]["path"] == MANIFEST_PATH


@pytest.mark.parametrize("content", ["a: [", "a: 1\n", "[]\n"], ids=["no YAML", "no resources", "no map"])
def test_a_file_that_is_not_a_template_is_a_usage_error(root: Path, content: str) -> None:
    write_files(root, {"old.yml": content})
    done = run("diff", "--template", "old.yml")
    assert (done.exit_code, done.stdout) == (exits.USAGE, "")
    assert "old.yml" in done.stderr


@in_repository
def test_a_template_that_is_not_there() -> None:
    assert run("diff", "--template", "nothing.yml").exit_code == exits.USAGE


def test_another_manifest(root: Path) -> None:
    write_files(root, {"copilot/pipelines/old/manifest.yml": MANIFEST.replace("name: web", "name: old")})
    stack = report("web", "--manifest", "old")
    assert stack["before"] == "copilot/pipelines/old/manifest.yml"
    assert stack["resources"]


def test_one_template_is_for_one_manifest(root: Path) -> None:
    write_files(root, {"copilot/pipelines/old/manifest.yml": MANIFEST.replace("name: web", "name: old")})
    for option in ("--template", "--manifest"):
        done = run("diff", option, "old")
        assert done.exit_code == exits.USAGE
        assert "only one manifest can be compared" in done.stderr


@in_repository
@pytest.mark.parametrize(
    "options", [["--rev", "a", "--deployed"], ["--template", "a", "--manifest", "b"], ["--profile", "a"]]
)
def test_options_that_exclude_each_other(options: list[str]) -> None:
    assert run("diff", *options).exit_code == exits.USAGE


def test_lines_on_demand(root: Path) -> None:
    write_workspace(root)
    assert "    -            RunOrder: 2\n    +            RunOrder: 1\n" in run("diff", "-U", "0").stdout


@pytest.mark.parametrize(
    ("form", "start"), [("text", "pipeline-demo-web:"), ("markdown", "### `"), ("html", "<!DOCTYPE html>")]
)
def test_a_file_is_written(root: Path, form: str, start: str) -> None:
    write_workspace(root)
    done = run("diff", "--format", form, "-o", "out.txt")
    assert (done.exit_code, done.stdout) == (exits.FINDINGS, "")
    assert (root / "out.txt").read_text().startswith(start)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("line", SHOWN)
def test_what_the_page_shows_can_be_run(root: Path, line: str) -> None:
    for name in ("release", "staging"):
        manifest = APPROVED.replace("name: web", f"name: {name}")
        write_files(root, {f"copilot/pipelines/{name}/manifest.yml": manifest})
    run("compile", "release", "--no-validate", "-o", "old.yml")
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    done = run(*shlex.split(line, comments=True))
    assert (done.exit_code in {exits.DONE, exits.FINDINGS}, done.stderr) == (True, "")


@in_repository
def test_the_deployed_stack(account: Emulator) -> None:
    gone = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": []}}}
    account.client("cloudformation", REGION).create_stack(
        StackName="pipeline-demo-web",
        TemplateBody=json.dumps({"Resources": {"Gone": gone}}),
        Tags=[{"Key": "copilot-application", "Value": "other"}],
    )
    stack = report("--deployed")
    assert stack["before"] == "deployed"
    assert stack["risks"][-1]["summary"] == "Gone (AWS::IAM::Role) is deleted"
    tags = {change["place"] for change in stack["others"] if change["path"][0] == {"key": "StackTags"}}
    assert "StackTags.copilot-application" in tags


@pytest.mark.usefixtures("account")
def test_a_stack_that_is_not_deployed(root: Path) -> None:
    write_workspace(root, APPROVED.replace("name: web", "name: never"))
    stack = report("--deployed", "--region", REGION)
    assert stack["before"] == "deployed (no such stack)"
    assert not stack["risks"]
