"""What commands print, as `docs/troubleshooting.md` shows it: regenerated whenever the words change."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

from tests.cli.workspaces import CONTEXT, MANIFEST, run, write_files, write_workspace

PAGE = Path(__file__).parents[2] / "docs" / "troubleshooting.md"
_SHOWN = re.compile(r"(?P<mark><!-- output of: (?P<case>.+?) -->\n)(?:```text\n.*?```\n)?", re.DOTALL)

COMMANDS: dict[str, tuple[str, ...]] = {
    "no workspace": ("lint",),
    "unknown name": ("compile", "wbe"),
    "no context": ("compile",),
    "unknown environment": ("lint",),
    "unknown key": ("lint",),
    "empty stage": ("lint",),
    "no terminal": ("init", "release", "--app", "shop"),
    "no region": ("status",),
    "no credentials": ("status", "--region", "us-west-2"),
    "service": ("svc", "deploy"),
}
"""What is run in each case, in the folder that `_prepare` makes for it."""


def shown_output() -> Iterator[tuple[Path, str]]:
    """Yield the page. Raises KeyError for a mark that names no case."""
    yield PAGE, _SHOWN.sub(_shown, PAGE.read_text(encoding="utf-8"))


def _shown(mark: re.Match[str]) -> str:
    case = mark["case"]
    return f"{mark['mark']}```text\n$ pilothouse {' '.join(COMMANDS[case])}\n{output(case)}```\n"


def output(case: str) -> str:
    """Return what the command of a case prints, on a machine without an AWS account."""
    apart = {
        name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PILOTHOUSE_"))
    }
    with tempfile.TemporaryDirectory() as name, chdir(name):
        apart |= {"HOME": name, "AWS_EC2_METADATA_DISABLED": "true", "PILOTHOUSE_NO_CACHE": "1"}
        with patch.dict(os.environ, apart, clear=True):
            _prepare(case, Path(name))
            ran = run(*COMMANDS[case])
    return ran.stdout + ran.stderr


def _prepare(case: str, folder: Path) -> None:
    match case:
        case "no workspace" | "service" | "no terminal":
            return
        case "unknown environment":
            write_workspace(folder, MANIFEST.replace("name: test", "name: tset"))
        case "unknown key":
            write_workspace(folder, MANIFEST + "    test_comands: [make test]\n")
        case "empty stage":
            write_workspace(folder)
            (folder / "copilot" / "api" / "manifest.yml").unlink()
            write_files(folder, {"copilot/context.yml": CONTEXT.replace("api: Backend Service", "")})
        case _:
            write_workspace(folder)
            if case in ("no context", "no region"):
                (folder / "copilot" / "context.yml").unlink()
