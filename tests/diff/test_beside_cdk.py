"""What `cdk diff` shows of a change, ours shows as well.

Its engine runs once for all pairs, where npm can install it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pilothouse.diff.side import Side
from pilothouse.diff.stack_diff import diff_stacks
from pilothouse.render.diff_json import diff_json
from tests.diff.cdk_pairs import CDK_PAIRS

SOURCES = Path(__file__).parent / "cdk"
INSTALLED = Path(__file__).parents[2] / "build" / "cdk-diff"
FALSE_ALARMS = frozenset({"a join for a substitution"})
"""Pairs without a difference in meaning, for which cdk reports that the resource is replaced."""
_REPLACED = {"WILL_REPLACE": {"replace"}, "MAY_REPLACE": {"replace", "interrupt-or-replace"}}

OTHERS = ("others", "consequences")
EVERY_PAIR = pytest.mark.parametrize("name", CDK_PAIRS)


@cache
def _differences() -> Mapping[str, Any]:
    """Install the engine of `cdk diff`, and ask it about every pair."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for file in SOURCES.iterdir():
        shutil.copy(file, INSTALLED)
    if not (INSTALLED / "node_modules" / "@aws-cdk").exists():
        install = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(install, cwd=INSTALLED, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip("npm cannot install the engine of cdk diff here")
    asked = json.dumps([{"before": before, "after": after} for before, after in CDK_PAIRS.values()])
    run = subprocess.run(
        ["node", "differences.js"], cwd=INSTALLED, input=asked, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return dict(zip(CDK_PAIRS, json.loads(run.stdout), strict=True))


@cache
def ours(name: str) -> Mapping[str, Any]:
    before, after = CDK_PAIRS[name]
    report = json.loads(diff_json([diff_stacks("s", Side("before", before), Side("after", after))]))
    stack: Mapping[str, Any] = report["stacks"][0]
    return stack


def named(name: str) -> Mapping[str, Mapping[str, Any]]:
    """Return what ours says of each resource, by its logical ID, and by the one before."""
    resources = ours(name)["resources"]
    return {one[key]: one for key in ("previous_logical_id", "logical_id") for one in resources if one[key]}


def parts_of(resource: Mapping[str, Any]) -> Set[str]:
    """Return the properties and attributes that a resource's changes and consequences are about."""
    paths = [one["path"] for one in (*resource["changes"], *resource["consequences"])]
    keys = [[step.get("key") for step in path] for path in paths]
    return {path[1] if path[0] == "Properties" else path[0] for path in keys}


@EVERY_PAIR
def test_each_resource_and_property_that_cdk_names_is_named(name: str) -> None:
    theirs = _differences()[name]
    assert theirs["resources"] or any(theirs["sections"].values())
    known = name in FALSE_ALARMS
    assert known or theirs["resources"].keys() <= named(name).keys()
    for logical_id, about in theirs["resources"].items() if not known else ():
        resource = named(name)[logical_id]
        assert resource["change"] != "changed" or set(about["parts"]) <= parts_of(resource)
        if about["impact"] in _REPLACED and resource["change"] != "renamed":
            assert resource["behavior"] in _REPLACED[about["impact"]]


@EVERY_PAIR
def test_each_entry_of_another_section_that_cdk_names_is_named(name: str) -> None:
    paths = [[step["key"] for step in one["path"]] for kind in OTHERS for one in ours(name)[kind]]
    for section, entries in _differences()[name]["sections"].items():
        ours_of_it = [path for path in paths if path[0].lower() == section]
        for entry in entries:
            assert any(path[1:2] in ([], [entry]) for path in ours_of_it)


@EVERY_PAIR
def test_what_cdk_asks_for_approval_of_is_a_risk(name: str) -> None:
    if _differences()[name]["broadened"]:
        assert ours(name)["risks"]


def test_cdk_sees_a_difference_where_ours_rightly_sees_none() -> None:
    assert {name for name in CDK_PAIRS if not ours(name)["resources"]} == FALSE_ALARMS
    assert all(_differences()[name]["resources"] for name in FALSE_ALARMS)


def test_there_are_as_many_pairs_as_were_compared_by_hand() -> None:
    assert len(CDK_PAIRS) == 22
