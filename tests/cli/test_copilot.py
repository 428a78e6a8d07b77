"""Copilot's way of calling us works: its group and its names for options; what isn't ours is refused."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from pilothouse.cli import ask
from pilothouse.cli.copilot import FOR_GRANTED, NOT_OURS, SPELLINGS
from pilothouse.cli.main import COMMANDS, pilothouse
from tests.cli.workspaces import MANIFEST, run, write_files, write_workspace


def parsed(*arguments: str) -> Mapping[str, Any]:
    """Return the arguments that a command line gives to its command."""
    name, command, rest = pilothouse.resolve_command(click.Context(pilothouse), list(arguments))
    assert command is not None
    return command.make_context(name, rest).params


@pytest.mark.parametrize(
    ("copilot", "ours"),
    [
        (("init", "--url", "u"), ("init", "--repository", "u")),
        (("init", "-u", "u"), ("init", "--repository=u")),
        (("init", "--git-branch", "b"), ("init", "--branch", "b")),
        (("init", "-b", "b"), ("init", "--branch", "b")),
        (("override", "--tool", "cdk"), ("override", "--toolkit", "cdk")),
        (("override", "--skip-resources", "--cdk-language", "typescript"), ("override",)),
        (("init", "--pipeline-type", "Workloads"), ("init", "--kind", "workloads")),
        (("init", "-p", "Environments"), ("init", "--kind", "environments")),
        (("deploy", "--diff"), ("deploy",)),
        (("ls", "-a", "x"), ("ls", "--app", "x")),
        (("status", "-a", "x"), ("status", "--app", "x")),
    ],
)
def test_its_names_for_options_mean_ours(copilot: tuple[str, ...], ours: tuple[str, ...]) -> None:
    assert parsed(*copilot) == parsed(*ours)


def test_its_names_are_in_no_help() -> None:
    context = click.Context(pilothouse)
    hidden = {one for many in (*SPELLINGS.values(), *FOR_GRANTED.values()) for one in many if one[:2] == "--"}
    assert {"--url", "--git-branch", "--pipeline-type", "--tool", "--diff"} <= hidden
    for name in ("init", "deploy", "override", "status"):
        command = pilothouse.get_command(context, name)
        assert command is not None
        shown = command.get_help(click.Context(command, info_name=name)).split()
        assert not hidden & set(shown)
        assert "--name" not in shown


class TestNames:
    @pytest.fixture(autouse=True)
    def workspace(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_workspace(tmp_path)
        monkeypatch.chdir(tmp_path)

    @pytest.mark.parametrize("option", ["-n", "--name"])
    @pytest.mark.parametrize("group", [(), ("pipeline",)], ids=["ours", "its group"])
    def test_a_pipeline_may_be_named_by_an_option(self, option: str, group: tuple[str, ...]) -> None:
        told = run(*group, "override", option, "web")
        assert told.exit_code == 0
        assert Path("copilot/pipelines/web/overrides/cfn.patches.yml").is_file()

    def test_named_twice_alike_is_named_once(self) -> None:
        assert run("override", "web", "--name", "web").exit_code == 0

    @pytest.mark.parametrize("command", ["deploy", "status", "delete", "init", "override", "logs", "start"])
    def test_two_names_are_an_error(self, command: str) -> None:
        told = run(command, "web", "--name", "other")
        assert told.exit_code == 2
        assert 'two pipelines are given: "web", and "other" with --name' in told.stderr

    @pytest.mark.parametrize("command", ["deploy", "init", "override", "ls --local"])
    def test_the_application_may_be_named_if_it_is_the_workspace_s(self, command: str) -> None:
        told = run(*command.split(), "--app", "other")
        assert told.exit_code == 2
        assert "this workspace belongs to application demo, not to other" in told.stderr
        own = run(*command.split(), "-a", "demo")
        assert "demo, not to" not in own.stderr

    def test_outside_a_workspace_naming_one_does_not_help(self, tmp_path: Path) -> None:
        (tmp_path / "copilot" / ".workspace").unlink()
        for command in ("deploy", "override", "ls --local"):
            told = run(*command.split(), "--app", "demo")
            assert (told.exit_code, "change into a workspace of application demo" in told.stderr) == (
                2,
                True,
            )


class TestSeveralPipelines:
    @pytest.fixture(autouse=True)
    def workspace(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_workspace(tmp_path)
        names = [f"p{number:03}" for number in range(299)]
        write_files(
            tmp_path,
            {f"copilot/pipelines/{name}/manifest.yml": MANIFEST.replace("web", name, 1) for name in names},
        )
        monkeypatch.chdir(tmp_path)

    @pytest.mark.parametrize("arguments", [("deploy", "."), ("deploy",), ("delete",), ("override",)])
    def test_without_a_terminal_three_are_named_and_the_rest_counted(
        self, arguments: tuple[str, ...]
    ) -> None:
        told = run(*arguments)
        assert told.exit_code == 2
        assert "300 pipelines" in told.stderr
        assert "p000, p001, p002 and 297 more" in told.stderr
        assert len(told.stderr) < 200

    def test_an_unknown_name_is_answered_with_the_nearest(self) -> None:
        assert 'did you mean "p298"?' in run("deploy", "p2988").stderr
        assert "p000, p001, p002 and 297 more" in run("deploy", "zzzz").stderr

    def test_on_a_terminal_a_person_chooses(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ask, "is_terminal", lambda: True)
        told = run("deploy", "--no-validate", "--region", "eu-west-1", stdin=b"?\np2\np298\n")
        assert "Which pipeline?\n" in told.stderr
        assert "works on one pipeline" in told.stderr
        assert '"p2" is not in the list' in told.stderr
        assert "the application's pipelines run in us-west-2" in told.stderr  # the choice was taken


class TestGroups:
    def test_its_group_contains_our_commands(self) -> None:
        context = click.Context(pilothouse)
        group = pilothouse.get_command(context, "pipeline")
        assert isinstance(group, click.Group)
        assert group.hidden
        inner = click.Context(group, parent=context)
        assert set(group.list_commands(inner)) == set(COMMANDS)
        assert group.get_command(inner, "pipeline") is None
        assert group.get_command(inner, "svc") is None
        assert run("pipeline", "--help").stdout.startswith("Usage: pilothouse pipeline ")

    @pytest.mark.parametrize("name", NOT_OURS)
    def test_what_is_not_ours_is_refused_with_a_next_step(self, name: str) -> None:
        told = run(name, "package", "--name", "api", "-h")
        assert told.exit_code == 2
        assert f"`{name}` is not part of Pilothouse" in told.stderr
        assert NOT_OURS[name] in told.stderr

    def test_a_misspelled_command_is_answered_with_the_nearest(self) -> None:
        told = run("delpoy")
        assert told.exit_code == 2
        assert 'No such command "delpoy"; did you mean "deploy"?' in told.stderr


def test_the_help_shows_commands_by_what_they_are_about() -> None:
    help = run("--help").stdout
    titles = [line for line in help.splitlines() if line.endswith(":")]
    assert titles == [
        "  Examples:",
        "Options:",
        "Manifests:",
        "Deployed pipelines:",
        "Account:",
        "Editor and shell:",
    ]
    assert "NO_COLOR" in help


def test_json_of_the_workspace_is_the_same_in_its_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    ours, its = run("ls", "--local", "--json"), run("pipeline", "ls", "--local", "--json")
    assert json.loads(ours.stdout) == json.loads(its.stdout)
