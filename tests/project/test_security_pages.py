"""The override that a security note's page gives takes away what the note is about."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pilothouse.cli.main import COMMANDS
from tests.cli.workspaces import run
from tests.golden import CODE_PAGES, FIXTURES, ROOT

_PATCHES = re.compile(r"`overrides/cfn\.patches\.yml`[^`]*```yaml\n(?P<patches>.*?)```", re.DOTALL)
PAGES = {
    page.name.partition("-")[0]: match["patches"]
    for page in sorted(CODE_PAGES.glob("PH7*.md"))
    if (match := _PATCHES.search(page.read_text(encoding="utf-8")))
}


def lint(workspace: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(workspace)
    result = run("lint", "--select", code, "--no-validate")
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_notes_on_what_templates_always_grant_have_overrides() -> None:
    assert PAGES.keys() == {"PH701", "PH702", "PH703", "PH704", "PH705", "PH706"}


@pytest.mark.parametrize("code", PAGES)
def test_the_override_of_a_page_silences_its_note(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = tmp_path / "shop"
    shutil.copytree(FIXTURES / "errors" / "PH706-privileged-action", workspace)
    pipeline = workspace / "copilot" / "pipelines" / "main"
    manifest = pipeline / "manifest.yml"
    text = manifest.read_text(encoding="utf-8").replace("name: privileged-action", "name: main")
    if code != "PH706":  # a pre-deployment has a separate role and patch
        text = text.partition("    pre_deployments:")[0]
    manifest.write_text(text, encoding="utf-8")
    assert code in lint(workspace, code, monkeypatch)
    (pipeline / "overrides").mkdir()
    (pipeline / "overrides" / "cfn.patches.yml").write_text(PAGES[code], encoding="utf-8")
    assert code not in lint(workspace, code, monkeypatch)


def test_the_security_model_has_a_row_for_every_command() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    table = page.partition("## What each command may do")[2].partition("\n\n")[0]
    rows = "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("|"))
    assert [name for name in COMMANDS if f"`{name}" not in rows] == []
