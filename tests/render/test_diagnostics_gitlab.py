"""GitLab's Code Quality report: the fields that GitLab requires, and the shape of a tool that it accepts."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources
from pilothouse.diagnostics.place import Place
from pilothouse.diagnostics.severity import Severity
from pilothouse.render.diagnostics_gitlab import diagnostics_gitlab
from tests.render.build import error, place, sources, warning


def report(findings: list[Diagnostic], where: Sources) -> Any:
    return json.loads(diagnostics_gitlab(findings, where))


def test_an_issue_has_what_gitlab_asks_for() -> None:
    (issue,) = report([error(place(1, 1, 2, 2), help="fix it")], sources("name: x\nb: 1\n"))
    assert len(issue.pop("fingerprint")) == 64
    assert issue == {
        "type": "issue",
        "check_name": "PH900 broken-thing",
        "description": "it is broken; fix it",
        "severity": "major",
        "location": {"path": "manifest.yml", "lines": {"begin": 1, "end": 2}},
    }


def test_severities_are_among_gitlabs_own() -> None:
    findings = [error(Place("a")), warning(Place("a")), warning(Place("a")).at_severity(Severity.NOTE)]
    assert [issue["severity"] for issue in report(findings, {})] == ["major", "minor", "info"]


def test_a_finding_about_a_whole_file_is_at_its_first_line() -> None:
    (issue,) = report([error(Place("a"))], {})
    assert issue["location"]["lines"] == {"begin": 1, "end": 1}


def test_no_findings_are_an_empty_list() -> None:
    assert report([], {}) == []


def test_the_shape_is_that_of_ruffs_report(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import os\n")
    run = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--no-cache",
        "--output-format=gitlab",
        "a.py",
    ]
    theirs = json.loads(subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False).stdout)
    ours = report([error(place(1, 1, 1, 2))], sources("name: x\n"))
    assert set(ours[0]) <= set(theirs[0]) | {"type"}
    assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(ours[0])
