"""cfn-lint's verdict depends on cfn-lint alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_schemas_that_cfn_lint_has_downloaded_do_not_count(tmp_path: Path) -> None:
    schemas = tmp_path / "aws" / "cfn-lint" / "schemas"
    (schemas / "providers").mkdir(parents=True)
    (schemas / "providers" / "us-west-2.json").write_text("{}", encoding="utf-8")
    (schemas / "version.json").write_text('{"schema_date": "2099-01-01"}', encoding="utf-8")
    template = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'
    program = (
        "from pilothouse.passes.check_template.linter import Linter, Question;"
        f"print(Linter().lint(Question({template!r}, 'us-west-2')))"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "()\n"
