"""Baselines for comparison: a template, another manifest, a git revision, the deployed stack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from pilothouse.cli import exits
from pilothouse.cli.errors import CommandError
from pilothouse.cli.report import Report
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.severity import Severity
from pilothouse.diff.home import Home
from pilothouse.diff.side import Side, compiled_side
from pilothouse.driver import Compilation, Request, compile_manifest, load_template
from pilothouse.ir.context import Context
from pilothouse.ir.stack import Stack
from pilothouse.source.file import SourceFile
from pilothouse.workspace.read import UnreadableFileError, read_source

_MOST_REASONS = 3


class Baseline(Protocol):
    """Finds the other side of a comparison."""

    def side(self, compilation: Compilation, stack: Stack) -> Side:
        """Return the baseline of a stack. Raises CommandError."""
        ...

    def gone(self, folders: Sequence[Path]) -> Iterable[Side]:
        """Return the other sides, below some folders, whose manifests no longer exist today."""
        ...


class OneStack:
    """A baseline without other stacks than those asked for."""

    def gone(self, folders: Sequence[Path]) -> Iterable[Side]:
        """Return none."""
        return ()


class TemplateFile(OneStack):
    """A template in a file, YAML or JSON."""

    def __init__(self, path: Path, report: Report) -> None:
        self._path = path
        self._report = report

    def side(self, compilation: Compilation, stack: Stack) -> Side:
        """Return the file's template."""
        try:
            file = read_source(self._path)
        except UnreadableFileError as error:
            raise CommandError(f"{error.diagnostic.place.path}: {error.diagnostic.message}") from error
        return template_side(file.path, file, self._report)


class OtherManifest(OneStack):
    """Another manifest, compiled as it is now."""

    def __init__(self, request: Request, report: Report) -> None:
        self._request = request
        self._report = report

    def side(self, compilation: Compilation, stack: Stack) -> Side:
        """Return the compiled other manifest."""
        return manifest_side(self._request.file.path, self._request, self._report)


def template_side(label: str, file: SourceFile, report: Report) -> Side:
    """Read a template. Raises CommandError if it isn't one; the report then has the reason."""
    outcome, sources = load_template(file)
    report.add(outcome.findings, sources)
    if outcome.value is None:
        raise CommandError(f"{label} cannot be read as a template")
    if "Resources" not in outcome.value:
        raise CommandError(f"{label} is not a template: it has no Resources")
    return Side(label, outcome.value)


def manifest_side(label: str, request: Request, report: Report) -> Side:
    """Compile the other manifest. Raises CommandError if it has errors; the report then has them."""
    done = compile_manifest(request)
    if done.stack is None or done.has_errors:
        report.add_compilation(done)
        raise CommandError(f"{request.file.path} has errors", "nothing can be compared", exits.USAGE)
    return compiled_side(label, done.stack, done.sources, request.context)


def home_of(stack: Stack, context: Context) -> Home:
    """Return the stack's name, account and region."""
    return Home(stack.name, context.application.account, context.application.region)


def reasons(findings: Iterable[Diagnostic], sources: Sources) -> tuple[str, ...]:
    """Return errors as lines: `FILE:LINE: message`; of many, the first."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    told = []
    for finding in errors[:_MOST_REASONS]:
        at = locate(finding.place, sources)
        line = f":{at.span.start.line}" if at.span else ""
        told.append(f"{at.path}{line}: {finding.message}")
    more = len(errors) - len(told)
    return (*told, f"and {more} more") if more else tuple(told)
