"""A small workspace on disk, for commands to be run in."""

from __future__ import annotations

import gc
import io
import sys
import threading
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from unittest.mock import patch

import pytest

from pilothouse.cli.main import main
from pilothouse.passes.check_template import TemplateChecker

MANIFEST = """\
name: web
version: 1
source:
  provider: GitHub
  properties:
    repository: https://github.com/acme/web
stages:
  - name: test
"""
CONTEXT = """\
version: 1
application: {name: demo, account: "123456789012", region: us-west-2}
environments:
  test:
    account: "123456789012"
    region: us-west-2
    manager_role_arn: arn:aws:iam::123456789012:role/demo-test-EnvManagerRole
    execution_role_arn: arn:aws:iam::123456789012:role/demo-test-CFNExecutionRole
workloads: {api: Backend Service}
artifact_buckets:
  - {region: us-west-2, bucket: artifacts, kms_key_arn: "arn:aws:kms:us-west-2:123456789012:key/one"}
"""
BUILDSPEC = """\
version: 0.2
phases:
  build:
    commands:
      - echo built
"""
MANIFEST_PATH = "copilot/pipelines/web/manifest.yml"


def write_files(root: Path, files: dict[str, str]) -> None:
    """Write texts, each to its path under `root`, byte for byte."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def write_workspace(root: Path, manifest: str = MANIFEST) -> Path:
    """Write a workspace with one pipeline and one service; return the manifest's path."""
    write_files(
        root,
        {
            "copilot/.workspace": "application: demo\n",
            "copilot/api/manifest.yml": "name: api\ntype: Backend Service\n",
            "copilot/context.yml": CONTEXT,
            "copilot/pipelines/web/buildspec.yml": BUILDSPEC,
            MANIFEST_PATH: manifest,
        },
    )
    return root / MANIFEST_PATH


class Run(NamedTuple):
    """How a run of the command line ended, and what it wrote."""

    exit_code: int
    stdout: str
    stderr: str


@cache
def _linter() -> SimpleNamespace:
    from pilothouse.passes.check_template.linter import Linter

    return SimpleNamespace(lint=cache(Linter().lint))


def run(*arguments: str, stdin: bytes = b"") -> Run:
    """Run the command line in this process.

    All runs share one cfn-lint: its rules are loaded once, and each template is checked once.
    """
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    one_linter = patch.object(TemplateChecker, "_linter", property(lambda _: _linter()))
    threads = set(threading.enumerate())
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    try:
        with redirect_stdout(out), redirect_stderr(err), one_linter, pytest.raises(SystemExit) as exit:
            main(list(arguments))
    finally:
        sys.stdin = before
        gc.enable()  # the command line turns it off for its own short life
        for thread in set(threading.enumerate()) - threads:
            if thread.name.startswith("ThreadPoolExecutor"):
                thread.join()  # a call that nobody waits for any more would reach the next run's account
    return Run(int(exit.value.code or 0), out.getvalue(), err.getvalue())
