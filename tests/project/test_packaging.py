"""What the wheel promises exists."""

import re
import tomllib
from pathlib import Path

import pilothouse

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WHEEL = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]


def test_folders_from_outside_the_package_exist_and_have_content() -> None:
    for folder in WHEEL.get("force-include", {}):
        assert any((ROOT / folder).iterdir()), folder


def test_the_package_marks_itself_as_typed() -> None:
    assert (ROOT / "compiler" / "pilothouse" / "py.typed").is_file()


def test_the_version_is_a_release_by_semantic_versioning() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", pilothouse.__version__)
