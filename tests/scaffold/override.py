"""Shared parts of the tests of scaffolded overrides: a pipeline, its template, files with examples."""

import re
from pathlib import Path

from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.driver import Compilation, compile_manifest, load_checker, validate
from pilothouse.ir.override import RUN_ALL_CODE
from pilothouse.ir.stack import Stack
from tests.cli.workspaces import MANIFEST, write_files, write_workspace

PIPELINE = f"""{MANIFEST}
    requires_approval: true
    test_commands: [make test]
"""
_EXAMPLE = re.compile(r"^( *)# (?!.*\.$)", re.MULTILINE)


def without_overrides(folder: Path) -> Stack:
    """Compile a pipeline without overrides, in a workspace made for it."""
    stack = _compiled(write_workspace(folder, PIPELINE)).stack
    assert stack is not None
    return stack


def overridden(folder: Path, files: dict[str, str]) -> Compilation:
    """Write the files of an override into that workspace, and compile and validate again."""
    manifest = folder / "copilot" / "pipelines" / "web" / "manifest.yml"
    write_files(manifest.parent / "overrides", files)
    return validate(_compiled(manifest), load_checker())


def with_examples(text: str, head: str) -> str:
    """Uncomment the examples after the line `head`; a line that ends with a full stop is prose."""
    before, line, after = text.partition(head)
    return before + line + _EXAMPLE.sub(r"\1", after)


def _compiled(manifest: Path) -> Compilation:
    (request,) = select([str(manifest)], None, Report(), code=lambda _: RUN_ALL_CODE)
    return compile_manifest(request)
