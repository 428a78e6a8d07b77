"""Differences as JSON: as documented, as its schema says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pilothouse.diff.risks.base import RiskKind
from pilothouse.render.diff_json import VERSION, diff_json
from pilothouse.schema_files import schema_text
from tests.golden_diff import diff_fixtures, fixture_diff

PAGE = Path(__file__).parents[2] / "docs" / "output" / "diff.md"
EVERY_FIXTURE = pytest.mark.parametrize("fixture", diff_fixtures(), ids=lambda fixture: fixture.name)


def written(fixture: Path) -> Any:
    return json.loads(diff_json([fixture_diff(fixture)]))


def schema() -> Any:
    return json.loads(schema_text("diff"))


def fields(value: Any) -> set[str]:
    """All keys of a report but those of template values."""
    if isinstance(value, list):
        return {key for item in value for key in fields(item)}
    if not isinstance(value, dict):
        return set()
    below = {key: item for key, item in value.items() if key not in {"before", "after", "member"}}
    return value.keys() | {key for item in below.values() for key in fields(item)}


@EVERY_FIXTURE
def test_the_report_is_as_its_schema_says(fixture: Path) -> None:
    Draft202012Validator(schema()).validate(written(fixture))


@EVERY_FIXTURE
def test_the_schema_knows_every_field(fixture: Path) -> None:
    known = fields(schema())
    assert fields(written(fixture)) <= known


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_the_example_of_the_page_is_as_the_schema_says() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
    Draft202012Validator(schema()).validate(json.loads(example))


def test_the_page_names_every_field_every_kind_of_risk_and_the_version() -> None:
    page = PAGE.read_text()
    named = set(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE))
    given = {key for fixture in diff_fixtures() for key in fields(written(fixture))}
    assert named == given | {"index"} | {kind.value for kind in RiskKind}
    assert f"version {VERSION}" in page


def test_the_schema_knows_every_kind_of_risk() -> None:
    assert schema()["$defs"]["risk"]["properties"]["kind"]["enum"] == [kind.value for kind in RiskKind]


def test_stacks_are_counted() -> None:
    diffs = [fixture_diff(fixture) for fixture in diff_fixtures() if fixture.name in {"risks", "rewritten"}]
    summary = json.loads(diff_json(diffs))["summary"]
    assert summary["different"] == summary["same"] == 1
    assert summary["risks"] == len(diffs[1].risks) > 0


def test_only_risks_leaves_nothing_else() -> None:
    risks = next(fixture_diff(fixture) for fixture in diff_fixtures() if fixture.name == "risks")
    (stack,) = json.loads(diff_json([risks.only_risks()]))["stacks"]
    assert stack["risks"]
    assert (stack["resources"], stack["others"]) == ([], [])
