"""The settings file for a folder."""

from pathlib import Path

import pytest

from pilothouse.workspace.settings import find_settings, settings_table


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    return below


def test_the_nearest_file_upwards_applies(tmp_path: Path, folder: Path) -> None:
    far, near = tmp_path / ".pilothouse.toml", folder.parent / "pyproject.toml"
    far.write_text("")
    near.write_text("[tool.pilothouse]\n")
    assert find_settings(folder) == near
    assert find_settings(tmp_path) == far


def test_our_own_file_comes_before_the_shared_one(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.pilothouse]\n")
    (folder / ".pilothouse.toml").write_text("")
    assert find_settings(folder) == folder / ".pilothouse.toml"


@pytest.mark.parametrize(
    "text",
    [
        "[tool.ruff]\n",
        "name = 'pilothouse'\n",
        "[tool.poetry.dependencies]\npilothouse = [",
        "tool = 1 # pilothouse",
        "dependencies = [\n  'pilothouse',\n",
    ],
)
def test_a_pyproject_without_our_table_is_skipped(text: str, tmp_path: Path, folder: Path) -> None:
    (tmp_path / ".pilothouse.toml").write_text("")
    (folder / "pyproject.toml").write_text(text)
    assert find_settings(folder) == tmp_path / ".pilothouse.toml"


@pytest.mark.parametrize(
    "text", ["[tool.pilothouse]\nignore = [", "tool.pilothouse.ignore = [", "[tool]\npilothouse = {"]
)
def test_a_broken_pyproject_with_our_table_applies(text: str, folder: Path) -> None:
    (folder / "pyproject.toml").write_text(text)
    assert find_settings(folder) == folder / "pyproject.toml"


def test_settings_are_a_table_of_the_shared_file_and_the_whole_of_our_own() -> None:
    assert settings_table(Path("pyproject.toml")) == ("tool", "pilothouse")
    assert settings_table(Path(".pilothouse.toml")) == ()
