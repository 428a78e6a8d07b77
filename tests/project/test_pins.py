"""What users install is what constraints.txt pins, and no more than Pilothouse needs."""

from __future__ import annotations

import re
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.pins import FOR_AWS, HOOKS, REQUIREMENTS, SMALL, closure, pin_files

ROOT = Path(__file__).parents[2]


def needed(name: str, known: set[str]) -> set[str]:
    """Return a package and all that it needs here, by the metadata of what is installed."""
    for line in requires(name) or []:
        requirement = Requirement(line)
        child = canonicalize_name(requirement.name)
        if child not in known and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            known |= needed(child, known | {child})
    return known | {name}


def test_the_files_are_what_the_lock_makes_of_them() -> None:
    for path, text in pin_files():
        assert path.read_text() == text, f"{path.name} is stale: make golden"


@pytest.mark.parametrize("path", [REQUIREMENTS, FOR_AWS, SMALL], ids=lambda path: path.name)
def test_every_line_is_the_locks_own_with_its_hashes(path: Path) -> None:
    lock = (ROOT / "constraints.txt").read_text().splitlines()
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    assert len(lines) > 20
    assert set(lines) <= set(lock)
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z])", "\n".join(lines)))


def test_all_that_is_needed_is_listed_and_nothing_else() -> None:
    run = needed("pilothouse", set()) - {"pilothouse"}
    built = needed("hatchling", set())
    listed = {line.split("==")[0] for line in REQUIREMENTS.read_text().splitlines() if "==" in line}
    assert listed == run | built
    hooked = set(re.findall(r'^    - "([a-z0-9-]+)==', HOOKS.read_text(), re.MULTILINE))
    assert hooked == run


def test_the_extra_for_aws_is_listed_whole() -> None:
    listed = {line.split("==")[0] for line in FOR_AWS.read_text().splitlines() if "==" in line}
    assert listed == needed("boto3", set())


def test_the_small_list_leaves_out_cfn_lint_and_what_it_alone_needs() -> None:
    listed = {line.split("==")[0] for line in SMALL.read_text().splitlines() if "==" in line}
    left_out = needed("pilothouse", set()) - {"pilothouse"} - listed
    assert {"cfn-lint", "sympy", "networkx"} <= left_out <= needed("cfn-lint", set())
    assert {"click", "jsonschema", "pathspec", "rich", "ruamel-yaml", "troposphere"} <= listed


def test_a_package_that_others_need_comes_with_them() -> None:
    assert {"troposphere", "cfn-flip", "six"} <= {pin.name for pin in closure({"troposphere"})}
