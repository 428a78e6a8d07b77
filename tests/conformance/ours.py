"""Pilothouse's verdict on a manifest."""

import os
import subprocess
import sys
import traceback
from collections.abc import Iterable

import yaml

from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.severity import Severity
from pilothouse.driver import compile_manifest
from pilothouse.yaml_text.template import template_yaml
from tests.conformance.manifest import Manifest, Wish
from tests.conformance.verdict import Crash, Refusal, Stack, Verdict
from tests.emulator import Application


class Pilothouse:
    """Compiles one manifest after the other, in one application's workspace and with its context."""

    def __init__(self, application: Application) -> None:
        self._workspace = application.workspace
        context = yaml.safe_dump(application.context(), sort_keys=False)
        (self._workspace / "copilot" / "context.yml").write_text(context)

    def ask(self, manifest: Manifest, *, lenient: bool = False) -> Verdict:
        """Compile the manifest in the workspace; leniently, with the keys that Copilot ignores."""
        report = Report()
        try:
            requests = select([str(self._workspace / manifest.path)], None, report, lenient=lenient)
            if not requests:
                return _refusal(report.findings)
            done = compile_manifest(requests[0])
            if done.has_errors or done.stack is None:
                return _refusal(done.diagnostics)
            return Stack(done.stack.name, dict(done.stack.tags), template_yaml(done.stack.template))
        except Exception:  # noqa: BLE001  # whatever it is, it is a verdict to compare
            return Crash(traceback.format_exc())

    def init(self, wish: Wish) -> None:
        """Write the files of a new pipeline into the workspace."""
        flags = {
            "--kind": wish.kind,
            "--repository": wish.repository,
            "--branch": wish.branch,
            "--environments": ",".join(wish.environments),
        }
        words = [sys.executable, "-m", "pilothouse", "init", wish.name, "--yes"]
        words += [word for flag in flags.items() for word in flag]
        path = os.pathsep.join(sys.path)
        run = subprocess.run(
            words,
            cwd=self._workspace,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert run.returncode == 0, run.stderr


def _refusal(findings: Iterable[Diagnostic]) -> Refusal:
    errors = [found for found in findings if found.severity is Severity.ERROR]
    message = "\n".join(f"{error.code.id} {error.message}" for error in errors)
    return Refusal(message, frozenset(error.code.id for error in errors))
