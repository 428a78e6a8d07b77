"""Pilothouse's verdict on a manifest."""

import traceback
from collections.abc import Sequence
from pathlib import PurePosixPath

import yaml

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.severity import Severity
from pilothouse.driver import Checker, Request, compile_manifest, load_context, validate
from pilothouse.render.template_yaml import template_yaml
from pilothouse.source.file import SourceFile
from tests.conformance.manifest import Manifest
from tests.conformance.verdict import Crash, Refusal, Stack, Verdict
from tests.emulator import Application


class Pilothouse:
    """Compiles one manifest after the other with the context of one application, and validates if it can."""

    def __init__(self, application: Application, checker: Checker | None = None) -> None:
        text = yaml.safe_dump(application.context(), sort_keys=False)
        self._context, _ = load_context(SourceFile("copilot/context.yml", text))
        self._workloads = tuple(w.name for w in application.world.workloads if w.local and w.registered)
        self._checker = checker

    def ask(self, manifest: Manifest, tolerated: frozenset[Code] = frozenset()) -> Verdict:
        """Compile the manifest; errors of `tolerated` codes are none."""
        file = SourceFile(manifest.path, manifest.text)
        directory = PurePosixPath(manifest.path).parent.as_posix()
        context = self._context.value
        if context is None:
            return _refusal(self._context.findings)
        try:
            done = compile_manifest(Request(file, directory, context, self._workloads, tolerated))
            if self._checker and not done.has_errors:
                done = validate(done, self._checker)
        except Exception:  # noqa: BLE001  # whatever it is, it is a verdict to compare
            return Crash(traceback.format_exc())
        if done.has_errors or done.stack is None:
            return _refusal(done.diagnostics)
        return Stack(done.stack.name, dict(done.stack.tags), template_yaml(done.stack.template))


def _refusal(findings: Sequence[Diagnostic]) -> Refusal:
    errors = [found for found in findings if found.severity is Severity.ERROR]
    message = "\n".join(f"{error.code.id} {error.message}" for error in errors)
    return Refusal(message, frozenset(error.code.id for error in errors))
