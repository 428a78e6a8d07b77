"""Progress is shown for long runs, and taken back; what was reported is let go."""

import gc
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pilothouse.cli import checking, exits
from pilothouse.cli.checking import compiled, show_checked
from pilothouse.cli.report import Report
from pilothouse.driver import Compilation, Request, compile_manifest, load_context
from pilothouse.passes.check_template import cores
from pilothouse.passes.check_template.linter import Linter
from pilothouse.passes.check_template.verdict import Verdict
from pilothouse.source.file import SourceFile
from pilothouse.view import View
from tests.cli.workspaces import CONTEXT, MANIFEST, run, write_files, write_workspace


def shown(of: int, capsys: pytest.CaptureFixture[str]) -> str:
    for done in range(1, of + 1):
        show_checked(done, of)
    return capsys.readouterr().err


def test_a_few_templates_need_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(5, capsys) == ""


def test_a_line_counts_many_and_is_empty_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(7, capsys).split("\r\x1b[K")
    assert lines[1] == "cfn-lint: 1 of 7 templates"
    assert lines[6] == "cfn-lint: 6 of 7 templates"
    assert lines[7:] == [""]


PERMIT = """\
build:
  additional_policy:
    PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Permit, Action: "s3:*", Resource: "*"}]}
"""


def requests(count: int) -> list[Request]:
    context = load_context(SourceFile("context.yml", CONTEXT))[0].value
    assert context
    files = (SourceFile(f"p{n}.yml", MANIFEST.replace("web", f"web{n}")) for n in range(count))
    return [Request(file, "", context, ("api",)) for file in files]


def test_pipelines_come_in_order_and_few_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 3)
    report = Report()
    wanted = requests(10)
    for expected, done in zip(
        wanted, compiled(wanted, compile_manifest, validates=False, caches=False), strict=True
    ):
        assert done.request is expected
        report.add_compilation(done)
        del done
        held = sum(isinstance(one, Compilation) for one in gc.get_objects())
        assert held <= 3
    assert (len(report.files), report.exit_code) == (10, 0)


def test_a_report_keeps_the_sources_that_it_shows_or_whose_comments_it_judges() -> None:
    clean, faulty, ignoring = requests(3)
    faulty = replace(faulty, file=SourceFile("faulty.yml", MANIFEST + "    foo: 1\n"))
    ignoring = replace(ignoring, file=SourceFile("i.yml", MANIFEST + "# pilothouse: ignore[PH101]\n"))
    report = Report(view=View(unchecked=frozenset()))
    for request in (clean, faulty, ignoring):
        report.add_compilation(compile_manifest(request))
    assert set(report.sources) == {"faulty.yml", "i.yml"}
    assert {one.code.slug for one in report.findings} == {"unknown-key", "unused-ignore"}
    assert len(report.files) == 3


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # pytest-xdist has threads
def test_a_process_that_is_killed_loses_one_template(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    matches = Linter._matches

    def die(linter: Linter, text: str, region: str) -> Verdict:
        return os._exit(9) if "web3" in text else matches(linter, text, region)

    monkeypatch.setattr(Linter, "_matches", die)
    monkeypatch.setattr(cores, "_cores", lambda: 2)
    texts = {f"copilot/pipelines/p{n}/manifest.yml": MANIFEST.replace("web", f"web{n}") for n in range(6)}
    texts["copilot/pipelines/p5/manifest.yml"] += PERMIT
    write_workspace(tmp_path)
    write_files(tmp_path, texts)
    monkeypatch.chdir(tmp_path)
    result = run("lint", "--format", "json")
    found = {(one["path"][-15:-13], one["slug"]) for one in json.loads(result.stdout)["findings"]}
    assert result.exit_code == exits.FINDINGS
    assert found - {(f"p{n}", "missing-buildspec") for n in range(6)} == {
        ("p3", "unchecked-template"),
        ("p5", "template-finding"),
    }


def test_a_missing_cfn_lint_is_reported_with_both_ways_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "cfnlint", None)
    result = run("lint")
    assert result.exit_code == exits.ENVIRONMENT
    assert result.stderr == (
        "pilothouse: cfn-lint is not installed, so templates can't be checked\n"
        "  install it with `pip install cfn-lint`, or give --no-validate\n"
    )
    assert run("lint", "--no-validate").exit_code == exits.DONE
