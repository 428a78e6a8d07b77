"""A workspace to edit, and what `docs/editors.md` says about each editor."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from tests.cli.workspaces import BUILDSPEC, CONTEXT, write_files

ROOT = Path(__file__).parents[2]
MANIFEST_PATH = "copilot/pipelines/web/manifest.yml"
MANIFEST = """\
name: web
version: 1
source:
  provider: GitHub
  properties:
    repository: https://github.com/acme/web
stages:
  - name: test
    require_approval: true
    pre_deployments:
      check:
        buildspec: ci/check.yml
    deployments:
      api:
      worker: {template_path: "infrastructure/ä🙂.yml", depends_on: [api], foo: 1}
      web: {template_path: web.yml, depends_on: []}
"""


def write_workspace(root: Path) -> Path:
    """Write a workspace whose manifest has two mistakes, one with a safe fix; return the manifest's path."""
    files = {
        "copilot/.workspace": "application: demo\n",
        "copilot/context.yml": CONTEXT,
        "ci/check.yml": BUILDSPEC,
        MANIFEST_PATH: MANIFEST,
    }
    write_files(root, {**files, "copilot/pipelines/web/buildspec.yml": BUILDSPEC})
    return root / MANIFEST_PATH


def code_blocks(heading: str, language: str) -> list[str]:
    """Return the blocks of code under a heading of the page about editors."""
    page = (ROOT / "docs" / "editors.md").read_text()
    section = re.split(r"(?m)^## ", page.partition(f"\n## {heading}")[2])[0]
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)


def environment(home: Path) -> dict[str, str]:
    """Return the environment of an editor with a separate home, which finds `pilothouse`."""
    scripts = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "HOME": str(home),
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]),
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
    }
