"""Programs for Node.js that npm installs, once for all runs of the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

INSTALLED = Path(__file__).parents[1] / "build" / "node"


def installed(sources: Path) -> Path:
    """Return a folder with a copy of `sources`, and what their package.json asks for.

    Skips where npm can't be had, or installs nothing; in CI that is a failure.
    """
    npm = shutil.which("npm")
    if npm is None:
        lacking("npm is not installed (Debian: npm)")
    folder = INSTALLED / sources.name
    folder.mkdir(parents=True, exist_ok=True)
    package = (sources / "package.json").read_bytes()
    done = folder / ".installed"
    for file in sources.iterdir():
        shutil.copy(file, folder)
    if not done.is_file() or done.read_bytes() != package:
        install = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        run = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
        if run.returncode:
            lacking(f"npm cannot install {sources.name} here: {run.stderr.strip()[-300:]}")
        done.write_bytes(package)
    return folder


def run_node(folder: Path, script: str, given: str) -> str:
    """Run one of the scripts of a folder on a text; return what it writes."""
    run = subprocess.run(
        ["node", script], cwd=folder, input=given, capture_output=True, text=True, check=False, timeout=300
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def lacking(what: str) -> NoReturn:
    """Skip for a lack of something; in CI, where all is installed, fail."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
