"""Every dependency is explained in docs/dependencies.md and pinned, with hashes and without addresses."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "constraints.txt").read_text()
PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)(.*?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def requirements(project: dict[str, Any]) -> list[Requirement]:
    groups = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    return [Requirement(line) for group in groups for line in group]


REQUIREMENTS = requirements(tomllib.loads((ROOT / "pyproject.toml").read_text()))
PINS = {name: version for name, version, _marker, _hashes in PIN.findall(LOCK)}


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_a_dependency_has_a_lower_bound_a_pin_and_a_reason(requirement: Requirement) -> None:
    assert {clause.operator for clause in requirement.specifier} <= {">=", "=="}
    assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])
    assert f"\n| `{requirement.name}` |" in (ROOT / "docs" / "dependencies.md").read_text()


def test_nothing_is_explained_that_is_not_a_dependency() -> None:
    explained = re.findall(
        r"^\| `([\w.-]+)` \|", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE
    )
    assert sorted(explained) == sorted(requirement.name for requirement in REQUIREMENTS)


def test_every_pin_has_hashes_and_no_line_an_address() -> None:
    lines = [line for line in LOCK.splitlines() if line and not line.lstrip().startswith(("#", "--hash="))]
    assert len(lines) == len(PIN.findall(LOCK))
    assert not re.search(r"https?:|file:|://|--(index|extra|find|trusted)", LOCK)
