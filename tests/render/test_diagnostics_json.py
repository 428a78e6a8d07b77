"""What machines read of a finding: every field that docs/output/json.md names, and no other."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from pilothouse.diagnostics.diagnostic import Related
from pilothouse.diagnostics.fix import Fix, RenameKey
from pilothouse.diagnostics.place import Place, Value
from pilothouse.render.diagnostics_json import VERSION, diagnostics_json
from tests.cli.workspaces import run
from tests.render.build import PATH, error, mapped, mapped_sources, place, sources, warning

RENAME = Fix("write name", (RenameKey(("nmae",), "name"),), is_safe=True)
PAGE = Path(__file__).parents[2] / "docs" / "output" / "json.md"


def test_a_finding_has_its_code_its_words_and_its_place() -> None:
    finding = error(
        Place(PATH, Value(("name",))), help="do", related=(Related(place(1, 1, 1, 5), "the key"),)
    )
    assert json.loads(diagnostics_json([finding], mapped_sources("name", "web"))) == {
        "version": 1,
        "findings": [
            {
                "code": "PH900",
                "slug": "broken-thing",
                "severity": "error",
                "message": "it is broken",
                "help": "do",
                "path": "manifest.yml",
                "line": 1,
                "column": 7,
                "end_line": 1,
                "end_column": 10,
                "route": "name",
                "related": [
                    {
                        "message": "the key",
                        "path": "manifest.yml",
                        "line": 1,
                        "column": 1,
                        "end_line": 1,
                        "end_column": 5,
                        "route": None,
                    }
                ],
                "fix": None,
            }
        ],
        "summary": {"errors": 1, "warnings": 0, "notes": 0},
    }


def test_a_fix_has_its_edits() -> None:
    finding = replace(error(Place(PATH)), fix=RENAME)
    (written,) = json.loads(diagnostics_json([finding], mapped("nmae: x\n")))["findings"]
    edit = {"line": 1, "column": 1, "end_line": 1, "end_column": 5, "text": "name"}
    assert written["fix"] == {"title": "write name", "safe": True, "edits": [edit]}


def test_a_fix_that_cannot_be_made_is_omitted() -> None:
    finding = replace(error(Place(PATH)), fix=RENAME)
    (written,) = json.loads(diagnostics_json([finding], mapped("other: x\n")))["findings"]
    assert written["fix"] is None


def test_a_finding_about_a_whole_file_has_no_position() -> None:
    (finding,) = json.loads(diagnostics_json([error(Place(PATH))], sources("")))["findings"]
    positions = [finding[name] for name in ("line", "column", "end_line", "end_column", "route", "help")]
    assert positions == [None] * 6


def test_findings_keep_their_order_and_are_counted() -> None:
    report = json.loads(diagnostics_json([warning(Place("b")), error(Place("a")), warning(Place("a"))], {}))
    assert [finding["path"] for finding in report["findings"]] == ["b", "a", "a"]
    assert report["summary"] == {"errors": 1, "warnings": 2, "notes": 0}


def test_no_findings_are_a_report_all_the_same() -> None:
    assert json.loads(diagnostics_json([], {}))["findings"] == []


def test_the_report_is_ascii_for_any_manifest() -> None:
    text = diagnostics_json([error(Place("é"), "\ud800 \x1b")], {})
    assert text.isascii()
    assert json.loads(text)["findings"][0]["message"] == "\\ud800 \x1b"


def test_the_page_names_every_field_and_the_version() -> None:
    page = PAGE.read_text()
    finding = replace(error(Place(PATH), related=(Related(Place(PATH), "see"),)), fix=RENAME)
    report = json.loads(diagnostics_json([finding], mapped("nmae: x\n")))
    (written,) = report["findings"]
    fields = {*report, *report["summary"], *written, *written["related"][0], *written["fix"]}
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == fields
    assert f"version {VERSION}" in page


def test_the_example_of_the_page_is_what_lint_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PAGE.parents[2])
    example = PAGE.read_text().partition("```json\n")[2].partition("```")[0]
    path = json.loads(example)["findings"][0]["path"]
    assert run("lint", "--no-validate", "--select=PH101", "--format=json", path).stdout == example
