"""Differences as a comment on a pull request."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pilothouse.render.diff_markdown import LONGEST_COMMENT, diff_markdown
from tests.diff.large import large_diff
from tests.golden_diff import diff_fixtures, fixture_diff
from tests.render.diff_examples import hostile_diff

FENCED = re.compile(r"^(`{3,})diff\n.*?^\1$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


def named(name: str) -> str:
    fixture = next(fixture for fixture in diff_fixtures() if fixture.name == name)
    return diff_markdown([fixture_diff(fixture)])


def test_the_overview_comes_first_then_the_risks_then_what_is_folded() -> None:
    comment = named("risks")
    places = [
        comment.index(word) for word in ("### ", "resources to update", "#### Risks", "**approval-removed")
    ]
    places += [comment.index(word) for word in ("#### Changes", "<details>")]
    assert places == sorted(places)


def test_no_difference_is_two_lines() -> None:
    assert named("rewritten").count("\n") == 4
    assert "No difference." in named("rewritten")


@pytest.mark.parametrize("fixture", diff_fixtures(), ids=lambda fixture: fixture.name)
def test_all_that_is_small_enough_is_there(fixture: Path) -> None:
    diff = fixture_diff(fixture)
    comment = diff_markdown([diff])
    assert comment.count("<details>") == comment.count("</details>") == len(diff.comparison.resources)
    assert comment.count("⚠️") == len(diff.risks)
    assert "Left out" not in comment


def test_a_large_difference_fits_and_says_what_was_left_out() -> None:
    diff = large_diff()
    comment = diff_markdown([diff])
    assert 0.9 * LONGEST_COMMENT < len(comment.encode()) <= LONGEST_COMMENT
    assert comment.count("<details>") == comment.count("</details>")
    left_out = re.search(r"\*\*Left out, to fit into this comment: (.*)\.\*\*", comment)
    assert left_out
    more = [int(number) for number in re.findall(r"⚠️ and (\d+) more", comment)]
    assert comment.count("⚠️ **") + sum(more) == len(diff.risks)
    resources = re.search(r"(\d+) resource", left_out[1])
    assert resources
    assert comment.count("<details>") + int(resources[1]) == len(diff.comparison.resources)


@pytest.mark.parametrize("limit", [1000, 2000, 5000, 20_000])
def test_any_limit_is_kept(limit: int) -> None:
    assert len(diff_markdown([large_diff()], limit)) <= limit


def test_the_overviews_of_all_stacks_come_before_any_detail() -> None:
    comment = diff_markdown([large_diff(), hostile_diff()])
    assert comment.rindex("### `") < comment.index("#### Risks")


def test_no_content_of_a_template_becomes_markup() -> None:
    prose = FENCED.sub("", diff_markdown([hostile_diff()]))
    prose = CODE.sub("", prose)
    tags = set(re.findall(r"(?<!\\)<(/?[a-z]+)", prose))
    assert tags == {"details", "/details", "summary", "/summary", "code", "/code", "b", "/b"}
    assert "@octocat" not in re.sub(r"<summary>.*</summary>", "", prose)
    assert "\x1b" not in prose
