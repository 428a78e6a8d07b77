"""`pilothouse lint`: check manifests."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.cli.account_options import live_options
from pilothouse.cli.formats import FORMATS, formatted
from pilothouse.cli.options import context_option, lenient_option, manifests_argument, stdin_option
from pilothouse.cli.preferences import Preferences, preference_options
from pilothouse.cli.report import Report, palette_for
from pilothouse.cli.selection import select
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.severity import Severity
from pilothouse.driver import compile_manifest, lint_buildspecs, load_checker, validate
from pilothouse.ir.override import RUN_NO_CODE
from pilothouse.render.palette import PLAIN


@click.command
@manifests_argument
@context_option
@live_options
@lenient_option
@stdin_option
@preference_options
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice([severity.label for severity in reversed(Severity)]),
    help="The least severity that makes the exit code 1. Default: as the settings say, else error.",
)
@click.option("--validate/--no-validate", "validates", default=True, help="Ask cfn-lint about each template.")
def command(
    manifests: tuple[str, ...],
    context: Path | None,
    live: Access | None,
    preferences: Preferences,
    stdin_name: str,
    form: str,
    fail_on: str | None,
    *,
    lenient: bool,
    validates: bool,
) -> int:
    """Check pipeline manifests, and write no template.

    Findings go to standard output. Without arguments, every pipeline of the workspace is checked. Without a
    context file, environments, regions and connections are taken on trust.
    """
    settings = preferences.settings
    threshold = Severity[fail_on.upper()] if fail_on else settings.fail_on
    report = Report(threshold, preferences.view(unchecked=() if validates else [codes.TEMPLATE_FINDING]))
    requests = select(
        manifests,
        context,
        report,
        lenient=lenient,
        live=live,
        tolerated=preferences.tolerated,
        stdin_name=stdin_name,
        trusting=True,
        code=preferences.code(RUN_NO_CODE),
    ).requests
    compilations = [lint_buildspecs(compile_manifest(request)) for request in requests]
    if validates and any(compilation.stack for compilation in compilations):
        checker = load_checker()
        compilations = [validate(compilation, checker) for compilation in compilations]
    for compilation in compilations:
        report.add_compilation(compilation)
    palette = palette_for(sys.stdout)
    text = formatted(form, report.findings, report.sources, report.threshold, palette)
    click.echo(text, nl=False, color=palette is not PLAIN)
    return report.exit_code
