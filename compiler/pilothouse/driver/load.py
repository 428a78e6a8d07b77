"""Load files other than manifests: the context, settings, a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import has_errors, in_order
from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.ir.context import Context
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.reader import Reader
from pilothouse.passes.assume_context import assume_context
from pilothouse.passes.bind_context import bind_context
from pilothouse.passes.check_context import check_context
from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.parse import parse
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile
from pilothouse.source.route import Route
from pilothouse.workspace.paths import real_path
from pilothouse.workspace.settings import Settings


def load_context(file: SourceFile) -> tuple[Outcome[Context], Sources]:
    """Load a context file. Returns the context or its defects, and the source for showing them."""
    parsed = parse(file)
    if parsed.value is None:
        return Outcome(None, parsed.findings), {file.path: Source(file)}
    sources = {file.path: Source(file, parsed.value.spans)}
    findings = in_order(_unfixed(check_schema(parsed.value, schema_text("context"))), sources)
    if has_errors(findings):
        return Outcome(None, findings), sources
    context = bind_context(parsed.value)
    findings = in_order((*findings, *check_context(context)), sources)
    return Outcome(None if has_errors(findings) else context, findings), sources


def trusting_context(file: SourceFile, application: str, workloads: tuple[str, ...]) -> Context:
    """Make up a context in which everything that a manifest names exists."""
    return assume_context(parse(file).value, application, workloads)


def load_settings(file: SourceFile, table: Route) -> tuple[Outcome[Settings], Sources]:
    """Load settings from a table of a TOML file. Returns the settings or their defects, and the source."""
    from pilothouse.passes.bind_settings import bind_settings
    from pilothouse.passes.parse_toml import parse_toml

    parsed = parse_toml(file, table)
    if parsed.value is None:
        return Outcome(None, parsed.findings), {file.path: Source(file)}
    sources = {file.path: Source(file, parsed.value.spans)}
    findings = in_order(_unfixed(check_schema(parsed.value, schema_text("settings"))), sources)
    return Outcome(None, findings) if findings else bind_settings(parsed.value), sources


def load_trusted_folders(file: SourceFile) -> tuple[Outcome[tuple[Path, ...]], Sources]:
    """Load the folders that the user's own settings trust, without links, or the settings' defects."""
    from pilothouse.passes.parse_toml import parse_toml

    parsed = parse_toml(file, ())
    if parsed.value is None:
        return Outcome(None, parsed.findings), {file.path: Source(file)}
    sources = {file.path: Source(file, parsed.value.spans)}
    findings = in_order(_unfixed(check_schema(parsed.value, schema_text("user-settings"))), sources)
    if findings:
        return Outcome(None, findings), sources
    names = Reader(parsed.value).child("trusted-folders").data or ()
    return Outcome(tuple(real_path(Path(name).expanduser()) for name in names)), sources


def load_template(file: SourceFile) -> tuple[Outcome[dict[str, Any]], Sources]:
    """Load a template, YAML or JSON, as plain data with functions in their long form."""
    parsed = parse(file)
    if parsed.value is None:
        return Outcome(None, parsed.findings), {file.path: Source(file)}
    data = parsed.value.data
    return Outcome(data if isinstance(data, dict) else {}), {}


def read_template(text: str) -> dict[str, Any] | None:
    """Return a template's plain data, functions in their long form; None if it can't be read."""
    return load_template(SourceFile("template", text))[0].value


def _unfixed(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield findings without their fixes: fixes are for manifests only."""
    return (replace(finding, fix=None) for finding in findings)
