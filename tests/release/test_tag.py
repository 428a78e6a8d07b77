"""A tag passes only if it agrees with everything that names the version."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from release.tag import foreign, problems
from tests.release.test_changelog import CHANGELOG

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)


def test_a_tag_that_agrees_with_everything_passes() -> None:
    assert not list(problems("v0.2.0", "0.2.0", CHANGELOG, TODAY))


@pytest.mark.parametrize("tag", ["0.2.0", "v0.2.1", "v0.2.0-rc1", "v0.2.0\n"])
def test_a_tag_is_v_and_the_version(tag: str) -> None:
    assert "its tag is v0.2.0" in next(problems(tag, "0.2.0", CHANGELOG, TODAY))


def test_a_version_that_is_missing_from_the_changelog_is_refused() -> None:
    found = list(problems("v0.3.0", "0.3.0", CHANGELOG, TODAY))
    assert found == ["the changelog's newest version is 0.2.0, not 0.3.0"]


def test_changes_under_unreleased_are_refused() -> None:
    changelog = CHANGELOG.replace("[Unreleased]\n", "[Unreleased]\n- Soon.\n")
    assert "under Unreleased" in next(problems("v0.2.0", "0.2.0", changelog, TODAY))


def test_the_heading_for_unreleased_changes_is_required() -> None:
    changelog = CHANGELOG.replace("## [Unreleased]\n", "")
    assert list(problems("v0.2.0", "0.2.0", changelog, TODAY)) == [
        "the changelog does not begin with a heading `## [Unreleased]`"
    ]


def test_a_date_in_the_future_is_refused() -> None:
    assert "in the future" in next(problems("v0.2.0", "0.2.0", CHANGELOG, date(2026, 11, 24)))


def test_only_the_home_of_the_project_can_release() -> None:
    home = "https://github.com/owner/pilothouse"
    assert foreign("owner/pilothouse", home) is None
    assert "this repository is fork/pilothouse" in (foreign("fork/pilothouse", home) or "")


def test_the_workflow_stops_at_a_tag_of_another_version() -> None:
    command = [sys.executable, "-m", "release", "tag", "v99.0.0", "--repository", "fork/pilothouse"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "the tag is v99.0.0" in result.stderr
    assert "fork/pilothouse" in result.stderr
