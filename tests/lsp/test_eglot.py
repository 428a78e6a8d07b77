"""Emacs with Eglot as `docs/editors.md` sets it up."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from tests.lsp.editing import MANIFEST, code_blocks, environment, write_workspace
from tests.node import lacking

SCRIPT = Path(__file__).parent / "eglot" / "edit.el"
LINES = MANIFEST.splitlines()


def test_eglot_shows_and_does_all_that_the_server_offers(tmp_path: Path) -> None:
    program = shutil.which("emacs")
    if program is None:
        lacking("Emacs with Eglot is not installed (Debian: emacs-nox, elpa-eglot, elpa-yaml-mode)")
    (block,) = code_blocks("Emacs", "elisp")
    settings = tmp_path / "init.el"
    settings.write_text(block)
    manifest = write_workspace(tmp_path / "work")
    run = subprocess.run(
        [program, "--batch", "-l", str(settings), "-l", str(SCRIPT)],
        env={**environment(tmp_path / "home"), "MANIFEST": str(manifest)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout)
    assert [finding[:2] for finding in seen["findings"]] == [[9, "require_approval"], [15, "foo"]]
    assert "[PH101]" in seen["findings"][1][2]
    assert "must have succeeded first" in seen["hover"]
    assert LINES[seen["definition"] - 1] == "      api:"
    assert seen["offered"] == ["api", "worker"]
    assert seen["completed"] == LINES[15].replace("[]", "[worker]")
    assert seen["key"] == "    test_commands:"
    assert seen["fixed"].splitlines() == [
        *LINES[:8],
        "    requires_approval: true",
        *LINES[9:15],
        seen["completed"],
        seen["key"],
    ]
