"""A scaffolded override.py changes nothing; each of its examples runs, and passes validation."""

import subprocess
import sys
from pathlib import Path

from pilothouse.scaffold.override_python import python_files
from tests.scaffold.override import overridden, with_examples, without_overrides

EXAMPLES = "from typing import Any"


def test_nothing_changes(tmp_path: Path) -> None:
    before = without_overrides(tmp_path)
    done = overridden(tmp_path, python_files(before, "web"))
    assert done.diagnostics == ()
    assert done.stack == before


def test_every_example_runs_clean(tmp_path: Path) -> None:
    text = python_files(without_overrides(tmp_path), "web")["override.py"]
    done = overridden(tmp_path, {"override.py": with_examples(text, EXAMPLES)})
    assert done.diagnostics == ()
    assert done.stack is not None
    assert done.stack.template["Resources"]["Pipeline"]["Properties"]["ExecutionMode"] == "QUEUED"
    assert done.stack.template["Resources"]["BuildLogs"]["Type"] == "AWS::Logs::LogGroup"


def test_it_is_typed(tmp_path: Path) -> None:
    path = tmp_path / "override.py"
    path.write_text(python_files(without_overrides(tmp_path), "web")["override.py"])
    check = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-incremental",
        "--cache-dir",
        str(tmp_path),
        str(path),
    ]
    ran = subprocess.run(check, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ran.returncode == 0, ran.stdout
