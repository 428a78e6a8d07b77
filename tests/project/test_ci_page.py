"""The recipes of docs/ci.md are files that their systems read, and the commands in them work."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.workspaces import run, write_workspace

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
RECIPES: list[str] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
COMMAND = re.compile(r"(?:^ *- (?:run: )?|sh '\.venv/bin/|^\| `)(pilothouse [^`'\n]+)", re.MULTILINE)
ONLINE = ("pilothouse context pull", "pilothouse drift")
COMMANDS = [command for command in COMMAND.findall(PAGE) if not command.startswith(ONLINE)]


def recipe(start: str) -> str:
    """Return the recipe that begins with a text."""
    [found] = [text for text in RECIPES if text.startswith(start)]
    return found


@pytest.mark.parametrize("text", RECIPES, ids=lambda text: text.partition("\n")[0])
def test_a_recipe_is_yaml(text: str) -> None:
    assert isinstance(yaml.safe_load(text), dict)


@pytest.mark.parametrize(
    ("schema", "starts"),
    [
        ("vendor.github-workflows", ["name: pipelines", "name: differences"]),
        ("vendor.gitlab-ci", ["pilothouse:"]),
    ],
)
def test_a_recipe_is_what_its_system_reads(schema: str, starts: list[str], tmp_path: Path) -> None:
    for number, start in enumerate(starts):
        (tmp_path / f"{number}.yml").write_text(recipe(start))
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        schema,
        *map(str, tmp_path.iterdir()),
    ]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_the_inputs_of_the_action_are_those_of_action_yml() -> None:
    inputs: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    table = PAGE.partition("| input |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE) == list(inputs)


def test_the_hooks_are_those_of_the_repository() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert re.findall(r"^\| `(pilothouse-[a-z]+)` \|", PAGE, re.MULTILINE) == [hook["id"] for hook in hooks]


def test_the_buildspec_has_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workspace(tmp_path)
    (tmp_path / "copilot/pipelines/web/buildspec.yml").write_text(recipe("version: 0.2"))
    monkeypatch.chdir(tmp_path)
    assert run("lint", "--no-validate", "--select", "PH1,PH6").stdout == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_a_recipe_works(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workspace(tmp_path)
    git = shutil.which("git")
    assert git
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([git, "-c", "user.name=n", "-c", "user.email=e", *arguments], cwd=tmp_path, check=True)
    subprocess.run([git, "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    assert run("compile", "-o", "templates/release.yml").exit_code == 0
    words = [word.replace("$GITHUB_BASE_REF", "main") for word in shlex.split(command)[1:]]
    result = run(*("web" if word == "release" else word for word in words))
    expected = 1 if "--audit" in words else 0
    assert result.exit_code == expected, result.stderr
    if "-o" in words:
        assert Path(words[words.index("-o") + 1]).is_file()


def test_there_are_commands_to_try() -> None:
    assert len(COMMANDS) >= 8
