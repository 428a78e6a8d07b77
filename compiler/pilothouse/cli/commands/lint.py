"""`pilothouse lint`: check manifests."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pilothouse.cli.options import context_option, lenient_option, manifests_argument
from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.driver import compile_manifest, load_checker, validate
from pilothouse.render.diagnostics_json import diagnostics_json


@click.command
@manifests_argument
@context_option
@lenient_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--validate/--no-validate", "validates", default=True, help="Ask cfn-lint about each template.")
def command(
    manifests: tuple[str, ...], context: Path | None, form: str, *, lenient: bool, validates: bool
) -> int:
    """Check pipeline manifests, and write no template.

    Findings go to standard output. Without arguments, every pipeline of the workspace is checked.
    """
    report = Report()
    requests = select(manifests, context, report, lenient=lenient).requests
    compilations = [compile_manifest(request) for request in requests]
    if validates and any(compilation.stack for compilation in compilations):
        checker = load_checker()
        compilations = [validate(compilation, checker) for compilation in compilations]
    for compilation in compilations:
        report.add_compilation(compilation)
    if form == "json":
        click.echo(diagnostics_json(report.findings, report.sources), nl=False)
    else:
        report.show(sys.stdout)
    return report.exit_code
