"""`pilothouse init` writes the files of a pipeline, which compile and lint clean."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pilothouse.cli import ask
from tests.cli.workspaces import CONTEXT, run, write_files

MANIFEST = Path("copilot/pipelines/release/manifest.yml")
BUILDSPEC = Path("copilot/pipelines/release/buildspec.yml")
OFFERED = re.compile(r"^( *)# ( *(?:- |\w+:(?: |$)).*)$", re.MULTILINE)
"""Lines of YAML that are commented out."""
CONNECTION = "arn:aws:codestar-connections:us-west-2:123456789012:connection/one"
PROD = """\
  prod:
    account: "123456789012"
    region: us-west-2
    manager_role_arn: arn:aws:iam::123456789012:role/demo-prod-EnvManagerRole
    execution_role_arn: arn:aws:iam::123456789012:role/demo-prod-CFNExecutionRole
workloads"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a service and two environments, in a repository on the branch `trunk`."""
    write_files(
        tmp_path,
        {
            "copilot/.workspace": "application: demo\n",
            "copilot/api/manifest.yml": "name: api\ntype: Backend Service\n",
            "copilot/context.yml": CONTEXT.replace("workloads", PROD, 1),
        },
    )
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    git(tmp_path, "init", "--quiet", "--initial-branch=trunk")
    git(tmp_path, "remote", "add", "origin", "git@github.com:acme/web.git")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def written() -> dict[str, object]:
    manifest: dict[str, object] = YAML(typ="safe").load(MANIFEST.read_text())
    return manifest


def test_what_is_not_given_is_taken_from_git() -> None:
    made = run("init", "release", "--environments", "test,prod")
    assert made.exit_code == 0, made.stderr
    assert made.stderr.startswith(f"wrote {MANIFEST}\nwrote {BUILDSPEC}\nnext:\n")
    assert written() == {
        "name": "release",
        "version": 1,
        "source": {
            "provider": "GitHub",
            "properties": {"repository": "https://github.com/acme/web", "branch": "trunk"},
        },
        "stages": [{"name": "test"}, {"name": "prod"}],
    }


def test_without_a_name_it_is_that_of_repository_and_branch() -> None:
    run("init", "-e", "test", "--branch", "release/2.0")
    assert Path("copilot/pipelines/web-release-2-0/manifest.yml").is_file()


@pytest.mark.parametrize("kind", ["workloads", "environments"])
def test_what_is_written_lints_clean(kind: str) -> None:
    run("init", "release", "--kind", kind, "-e", "test", "-e", "prod", "--branch", "2.0")
    linted = run("lint", "--fail-on", "note", "--no-validate")
    assert (linted.exit_code, linted.stdout) == (0, "")


def test_everything_that_is_commented_out_may_be_used(workspace: Path) -> None:
    write_files(workspace, {"copilot/web/manifest.yml": "name: web\ntype: Backend Service\n"})
    context = (
        (workspace / "copilot" / "context.yml").read_text().replace("{api:", "{web: Backend Service, api:")
    )
    write_files(workspace, {"copilot/context.yml": f"{context}connections: {{a-connection: {CONNECTION}}}\n"})
    run("init", "release", "-e", "test")
    used = OFFERED.sub(r"\1\2", MANIFEST.read_text())
    used = used.replace("    test_commands", "    # test_commands")  # post_deployments exclude them
    assert used.count("#") < MANIFEST.read_text().count("#") - 15
    MANIFEST.write_text(used)
    compiled = run("compile", "--no-validate")
    assert compiled.exit_code == 0, compiled.stderr
    assert "PH601" in compiled.stderr
    assert "warning[" not in compiled.stderr.replace("warning[PH601", "")


def test_an_environment_is_deployed_by_its_own_stack() -> None:
    run("init", "release", "--kind", "environments", "-e", "test")
    assert written()["stages"] == [
        {
            "name": "test",
            "deployments": {
                "deploy-env": {
                    "template_path": "infrastructure/test.env.yml",
                    "template_config": "infrastructure/test.env.params.json",
                    "stack_name": "demo-test",
                }
            },
        }
    ]


@pytest.mark.parametrize(
    ("given", "provider", "url"),
    [
        ("ssh://git@github.com/acme/web.git", "GitHub", "https://github.com/acme/web"),
        ("acme/web", "GitHub", "https://github.com/acme/web"),
        ("https://me@bitbucket.org/acme/web.git", "Bitbucket", "https://bitbucket.org/acme/web"),
        (
            "codecommit::eu-west-1://web",
            "CodeCommit",
            "https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/web/browse",
        ),
        (
            "codecommit://web",
            "CodeCommit",
            "https://us-west-2.console.aws.amazon.com/codesuite/codecommit/repositories/web/browse",
        ),
    ],
)
def test_a_repository_is_written_as_copilot_reads_it(given: str, provider: str, url: str) -> None:
    run("init", "release", "-e", "test", "--repository", given)
    source = written()["source"]
    assert source == {"provider": provider, "properties": {"repository": url, "branch": "trunk"}}


def test_a_file_that_exists_is_kept_and_the_other_is_written(workspace: Path) -> None:
    write_files(workspace, {str(BUILDSPEC): "mine"})
    made = run("init", "release", "-e", "test")
    assert made.stderr.startswith(f"wrote {MANIFEST}\nkept existing {BUILDSPEC}\nnext:\n")
    assert BUILDSPEC.read_text() == "mine"
    again = run("init", "release", "-e", "test")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "pipeline release already exists" in again.stderr


def test_a_name_that_another_manifest_has_is_refused(workspace: Path) -> None:
    write_files(workspace, {"copilot/pipelines/other/manifest.yml": "name: release\n"})
    made = run("init", "release", "-e", "test")
    assert made.exit_code == 2
    assert "pipeline release already exists" in made.stderr


@pytest.mark.parametrize(
    "platform",
    [
        "platform: windows/x86_64",
        "platform: {osfamily: windows_server_2019_core}",
        "environments: {prod: {platform: windows/amd64}}",
    ],
)
def test_windows_containers_are_refused_with_the_reason(platform: str, workspace: Path) -> None:
    write_files(workspace, {"copilot/shop/manifest.yml": f"name: shop\ntype: Backend Service\n{platform}\n"})
    made = run("init", "release", "-e", "test")
    assert made.exit_code == 2
    assert "cannot build Windows containers: shop" in made.stderr
    assert "builds run on Linux" in made.stderr
    assert not MANIFEST.exists()
    assert run("init", "release", "-e", "test", "--kind", "environments").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("release",), "pass --environments"),
        (("-e", "test", "1st"), '"1st" cannot be the name of a pipeline'),
        (
            ("release", "-e", "test", "--repository", "https://example.com/x"),
            "cannot read from https://example.com/x",
        ),
    ],
)
def test_missing_or_wrong_input_is_reported(arguments: tuple[str, ...], said: str) -> None:
    made = run("init", *arguments, "--yes")
    assert made.exit_code == 2
    assert said in made.stderr


def test_nothing_with_an_error_is_written() -> None:
    made = run("init", "release", "-e", "test,production")
    assert (made.exit_code, 'no environment "production"' in made.stderr) == (2, True)
    assert not MANIFEST.exists()
    long = run("init", "r" * 130, "-e", "test", "--branch", "main")
    assert (long.exit_code, "pilothouse: nothing was written: " in long.stderr) == (1, True)
    assert "lint --fix" not in long.stderr


def test_without_a_remote_the_repository_is_to_be_given(workspace: Path) -> None:
    git(workspace, "remote", "remove", "origin")
    assert "pass --repository URL" in run("init", "release", "-e", "test").stderr


def test_without_a_context_environments_are_not_checked(workspace: Path) -> None:
    (workspace / "copilot" / "context.yml").unlink()
    assert run("init", "release", "-e", "anything").exit_code == 0


def test_outside_a_workspace_there_is_nothing_to_write_to(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run("init", "release", "-e", "test").exit_code == 2


def test_json_lists_the_files_and_whether_they_were_written(workspace: Path) -> None:
    write_files(workspace, {str(BUILDSPEC): "mine"})
    assert json.loads(run("init", "release", "-e", "test", "--json").stdout) == {
        "version": 1,
        "name": "release",
        "files": [{"path": str(MANIFEST), "written": True}, {"path": str(BUILDSPEC), "written": False}],
    }


class TestOnATerminal:
    @pytest.fixture(autouse=True)
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ask, "is_terminal", lambda: True)

    def test_everything_is_asked_for_with_what_is_likely(self) -> None:
        made = run("init", stdin=b"\n\n\n\ntest, prod\n")
        assert made.exit_code == 0, made.stderr
        assert "https://github.com/acme/web" in made.stderr
        assert "  1. test\n  2. prod\n" in made.stderr
        assert Path("copilot/pipelines/web-trunk/manifest.yml").is_file()

    def test_answers_count(self) -> None:
        run("init", stdin=b"https://bitbucket.org/acme/shop\nmain\nrelease\nenvironments\nprod\n")
        manifest = MANIFEST.read_text()
        assert "repository: https://bitbucket.org/acme/shop" in manifest
        assert "deploy-env" in manifest

    def test_what_is_given_is_not_asked_for(self) -> None:
        made = run(
            "init",
            "release",
            "--kind",
            "workloads",
            "--repository",
            "acme/web",
            "--branch",
            "main",
            "-e",
            "test",
        )
        assert (made.exit_code, made.stderr[:5]) == (0, "wrote")

    def test_a_wrong_answer_is_asked_again_and_no_other_is_lost(self) -> None:
        made = run("init", stdin=b"?\nhttps://example.com/x\n1\nmain\n1st\nrelease\n2\nprod,tset\nprod,1\n")
        assert made.exit_code == 0, made.stderr
        for said in (
            "a push to it starts",
            "cannot read from",
            "starting with a letter",
            'did you mean "test"?',
        ):
            assert said in made.stderr
        assert [stage["name"] for stage in written()["stages"]] == ["prod", "test"]  # type: ignore[attr-defined]

    def test_what_only_the_whole_manifest_shows_is_asked_with_the_answers_as_defaults(self) -> None:
        long = b"r" * 130
        made = run("init", stdin=b"\n\n" + long + b"\n\ntest\n\n\nrelease\n\n\n")
        assert made.exit_code == 0, made.stderr
        assert written()["stages"] == [{"name": "test"}]

    def test_a_yes_asks_nothing(self) -> None:
        assert run("init", "release", "-e", "test", "--yes").exit_code == 0


class TestOnlyTheBuildspec:
    def test_it_is_written_from_the_existing_manifest(self) -> None:
        run("init", "release", "--kind", "environments", "-e", "test,prod")
        text = BUILDSPEC.read_text()
        BUILDSPEC.unlink()
        made = run("init", "--buildspec", "release", "--json")
        assert json.loads(made.stdout)["files"] == [{"path": str(BUILDSPEC), "written": True}]
        assert BUILDSPEC.read_text() == text
        assert "is current" in run("init", "--buildspec").stderr

    def test_what_a_person_edited_goes_only_if_confirmed(self) -> None:
        run("init", "release", "-e", "test")
        text = BUILDSPEC.read_text()
        edited = text.replace("# - make test", "- make test")
        BUILDSPEC.write_text(edited)
        refused = run("init", "--buildspec", "release")
        assert (refused.exit_code, "pass --yes" in refused.stderr) == (2, True)
        assert "-      - make test\n+      # - make test\n" in refused.stdout
        assert BUILDSPEC.read_text() == edited
        assert run("init", "--buildspec", "release", "--yes").exit_code == 0
        assert BUILDSPEC.read_text() == text

    def test_options_about_the_manifest_are_refused(self) -> None:
        run("init", "release", "-e", "test")
        made = run("init", "--buildspec", "release", "-e", "prod", "--branch", "x")
        assert (made.exit_code, "--branch, --environments has no effect" in made.stderr) == (2, True)

    def test_the_path_that_the_manifest_names_is_taken(self, workspace: Path) -> None:
        run("init", "release", "-e", "test")
        MANIFEST.write_text(MANIFEST.read_text() + "build: {buildspec: ci/build.yml}\n")
        assert run("init", "--buildspec").exit_code == 0
        assert "package --name" in (workspace / "ci" / "build.yml").read_text()

    def test_an_unknown_pipeline_is_reported(self) -> None:
        assert "the workspace has no pipeline rel" in run("init", "--buildspec", "rel").stderr


def test_copilot_s_flags_begin_the_same_pipeline() -> None:
    made = run(
        *("init", "--name", "release", "--app", "demo", "--url", "https://github.com/acme/shop"),
        *("--git-branch", "dev", "--environments", "test,prod", "--pipeline-type", "Environments"),
    )
    assert made.exit_code == 0, made.stderr
    by_long_names = MANIFEST.read_text()
    MANIFEST.unlink()
    BUILDSPEC.unlink()
    run(
        *[
            "init",
            "-n",
            "release",
            "-a",
            "demo",
            "-u",
            "acme/shop",
            "-b",
            "dev",
            "-e",
            "test,prod",
            "-p",
            "environments",
        ]
    )
    assert MANIFEST.read_text() == by_long_names
    assert run("init", "-a", "other", "-e", "test").exit_code == 2


def test_a_connection_that_the_context_lacks_is_left_to_context_pull() -> None:
    made = run("init", "release", "-e", "test", "--connection", "new")
    assert made.exit_code == 0, made.stderr
    assert 'run `pilothouse context pull` to read the connection "new" from AWS' in made.stderr
    assert "connection_name: new" in MANIFEST.read_text()


def test_without_a_context_pulling_it_is_a_step(workspace: Path) -> None:
    (workspace / "copilot" / "context.yml").unlink()
    made = run("init", "release", "-e", "test")
    assert "  2. run `pilothouse context pull` to read the application from AWS\n" in made.stderr


class TestDetached:
    @pytest.fixture(autouse=True)
    def detached(self, workspace: Path) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b")
        git(workspace, *who, "commit", "--quiet", "--allow-empty", "-m", "begin")
        git(workspace, "checkout", "--quiet", "--detach")

    def test_a_branch_is_to_be_given(self) -> None:
        made = run("init", "release", "-e", "test")
        assert (made.exit_code, "pass --branch NAME" in made.stderr) == (2, True)
        assert not MANIFEST.exists()

    def test_the_default_branch_of_the_remote_is_taken_and_said(self, workspace: Path) -> None:
        git(workspace, "update-ref", "refs/remotes/origin/dev", "HEAD")
        git(workspace, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/dev")
        made = run("init", "release", "-e", "test")
        assert "using dev, the remote's default branch" in made.stderr
        assert "branch: dev\n" in MANIFEST.read_text()


def test_outside_a_workspace_one_is_begun_if_confirmed(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(folder)
    rest = ("-e", "test", "--repository", "acme/web", "--branch", "main")
    assert "echo 'application: NAME' > copilot/.workspace" in run("init", "release", *rest).stderr
    assert run("init", "release", *rest, "--app", "shop").exit_code == 2
    assert not (folder / "copilot").exists()
    assert run("init", "release", *rest, "--app", "shop", "--yes").exit_code == 0
    assert (folder / "copilot" / ".workspace").read_text() == "application: shop\n"
    assert MANIFEST.is_file()
