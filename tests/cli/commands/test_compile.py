"""`pilothouse compile`: what it writes, and what it says of that."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.workspaces import run

FIXTURES = Path(__file__).parents[3] / "fixtures" / "errors"


def test_the_size_of_a_template_is_that_of_the_file(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    text = (FIXTURES / "PH406-large-template.yml").read_text()
    # As JSON without white space this would be below the limit.
    manifest.write_text(
        re.sub(r"(?m)^ +check1[1-6]: .*\n", "", text) + "      last: {buildspec: ci/größe.yml}\n"
    )
    written = tmp_path / "stack.yml"
    context = str(FIXTURES / "PH406-large-template.context.yml")
    result = run("compile", str(manifest), "--context", context, "--no-validate", "-o", str(written))
    assert result.exit_code == 0, result.stderr
    assert f"the template has {written.stat().st_size:,} bytes" in result.stderr
