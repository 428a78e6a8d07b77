"""The commands of docs/quick-start.md work as they are written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.workspaces import run

PAGE = (Path(__file__).parents[2] / "docs" / "quick-start.md").read_text(encoding="utf-8")


def commands(section: str) -> list[list[str]]:
    """Return the command lines of a section's code."""
    text = PAGE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    [block] = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [shlex.split(line, comments=True)[1:] for line in block.splitlines()]


def test_an_empty_folder_becomes_a_compiled_and_drawn_pipeline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = commands("Without an AWS account")
    assert len(lines) == 5
    for line in lines:
        result = run(*line)
        assert result.exit_code == 0, (line, result.stderr)
    assert Path("template.yml").read_text().startswith("AWSTemplateFormatVersion")
    assert Path("pipeline.svg").read_text().startswith("<svg")
    manifest = Path("copilot/pipelines/shop/manifest.yml")
    manifest.write_text(re.sub(r"\n.*requires_approval.*", "", manifest.read_text()))
    result = run(*lines[-1])
    assert result.exit_code == 1
    assert "risk[approval-removed]" in result.stdout


@pytest.mark.parametrize("line", commands("In a workspace of AWS Copilot"), ids=" ".join)
def test_a_command_for_an_existing_pipeline_exists_with_its_options(line: list[str]) -> None:
    shown = run(*(word for word in line if not word.startswith("-")), "--help")
    assert shown.exit_code == 0
    assert all(option in shown.stdout for option in line if option.startswith("-"))
