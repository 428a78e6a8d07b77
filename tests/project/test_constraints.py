"""Each row of docs/constraints.md is shown by what it names."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.driver import Checker, load_checker
from tests.golden import FIXTURES, ROOT, compile_fixture

PAGE = ROOT / "docs" / "constraints.md"
_ROW = re.compile(r"\| (?P<id>[^|]+) \| (?P<what>[^|]+) \| (?P<answer>[^|]+) \| `(?P<shown_by>[^`|]+)` \|")
_CODE = re.compile(r"\[(PH\d{3})\]")
_VERDICT = re.compile(r"cfn-lint ([EWI]\d{4})")


@dataclass(frozen=True)
class Row:
    """A constraint, how it is answered, and the fixture or the test that shows it."""

    id: str
    answer: str
    shown_by: str

    @property
    def is_impossible(self) -> bool:
        return self.answer.startswith("impossible: ")


def rows() -> list[Row]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    found = [match for match in map(_ROW.fullmatch, lines) if match]
    return [Row(match["id"], match["answer"], match["shown_by"]) for match in found]


def named(found: list[Row]) -> list[object]:
    return [pytest.param(row, id=row.id) for row in found]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return load_checker()


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("row", named([row for row in rows() if not row.is_impossible]))
def test_a_constraint_is_answered_for_a_fixture_that_violates_just_that(row: Row, checker: Checker) -> None:
    fixture = ROOT / row.shown_by
    assert fixture.exists()
    findings = compile_fixture(fixture, checker)[1].findings
    assert findings
    assert {_answer(finding) for finding in findings} == {
        *_CODE.findall(row.answer),
        *_VERDICT.findall(row.answer),
    }


def _answer(finding: Diagnostic) -> str:
    """The finding's code, or cfn-lint's own number."""
    is_verdict = finding.code is codes.TEMPLATE_FINDING
    return finding.message.split()[1].rstrip(":") if is_verdict else finding.code.id


@pytest.mark.parametrize("row", named([row for row in rows() if row.is_impossible]))
def test_what_is_impossible_is_shown_by_a_test(row: Row) -> None:
    path, _, name = row.shown_by.partition("::")
    assert name in names_of_tests(ROOT / path)


@cache
def names_of_tests(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_row_of_the_tables_is_read() -> None:
    tables = PAGE.read_text(encoding="utf-8").split("## Not in version 1")[0]
    lines = [line for line in tables.splitlines() if line.startswith("| ")]
    headings = [line for line in lines if line.startswith(("| id ", "| ---"))]
    assert len(rows()) == len(lines) - len(headings)


def test_ids_are_unique() -> None:
    ids = [row.id for row in rows()]
    assert len(set(ids)) == len(ids)


def test_every_fixture_shows_a_row() -> None:
    shown = {row.shown_by for row in rows()}
    folder = FIXTURES / "constraints"
    fixtures = {path for path in folder.iterdir() if not path.name.endswith(".context.yml")}
    assert {f"fixtures/{path.relative_to(FIXTURES).as_posix()}" for path in fixtures} <= shown


def test_every_code_about_aws_has_a_row() -> None:
    """Codes about reading files, the manifest's own rules, and overrides are not constraints of AWS."""
    answered = {code for row in rows() for code in _CODE.findall(row.answer)}
    about_aws = {code.id for code in codes.ALL_CODES if re.match(r"PH(2(1[5-9]|2)|30[3-9]|4|60)", code.id)}
    assert about_aws - answered <= ELSEWHERE


ELSEWHERE = {
    "PH218",
    "PH227",
    "PH228",
    "PH401",
    "PH408",
    "PH409",
    "PH410",
    "PH604",
    "PH605",
    "PH607",
    "PH609",
}
"""Advice, and what cfn-lint says or is not asked."""
