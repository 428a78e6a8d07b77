"""`pilothouse lint`: check manifests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.cli import exits
from pilothouse.cli.account_options import live_options
from pilothouse.cli.checking import cache_option, compiled
from pilothouse.cli.errors import CommandError
from pilothouse.cli.formats import FORMATS, formatted
from pilothouse.cli.inputs import STDIN
from pilothouse.cli.mend import Change, diff_of, mend, requests_after, write_change
from pilothouse.cli.options import context_option, lenient_option, manifests_argument, stdin_option
from pilothouse.cli.output import write_result
from pilothouse.cli.preferences import Preferences, preference_options
from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.cli.terminal import (
    aside_is_seen,
    output_palette,
    tell,
    write_document,
    write_patch,
    write_text,
)
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.severity import Severity
from pilothouse.driver import Compilation, Request, audit, compile_manifest, lint_buildspecs
from pilothouse.ir.override import RUN_NO_CODE
from pilothouse.render.diagnostics_text import counted, summary
from pilothouse.render.escape import terminal_text
from pilothouse.render.palette import PLAIN
from pilothouse.workspace.read import shown_path
from pilothouse.workspace.tracked import only_tracked, without_ignored


@click.command
@manifests_argument
@click.option("--fix", "fixes", is_flag=True, help="Fix what is safe to fix, then report the rest.")
@click.option("--unsafe-fixes", is_flag=True, help="Also make fixes that may be wrong; with --fix or --diff.")
@click.option("--diff", "shows_diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Output format."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to a file instead of standard output.",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.label for severity in reversed(Severity)]),
    help="Lowest severity that makes the exit code 1. Default: the settings', else error.",
)
@click.option(
    "--audit", "audits", is_flag=True, help="Add security notes, as does selecting one of their codes."
)
@click.option("--tracked", is_flag=True, help="In folders, check only manifests that git tracks.")
@click.option(
    "--validate/--no-validate",
    "validates",
    default=True,
    show_default=True,
    help="Validate each template with cfn-lint.",
)
@cache_option
@lenient_option
@preference_options
@context_option
@live_options
@stdin_option
def command(
    manifests: tuple[str, ...],
    context: Path | None,
    live: Access | None,
    preferences: Preferences,
    stdin_name: str,
    form: str,
    output: Path | None,
    fail_on: str | None,
    *,
    lenient: bool,
    validates: bool,
    fixes: bool,
    unsafe_fixes: bool,
    shows_diff: bool,
    caches: bool,
    audits: bool,
    tracked: bool,
) -> int:
    """Check pipeline manifests.

    Findings go to standard output. Without a context file, environments, regions and connections are not
    checked.

    Arguments: manifests, folders to search, names of pipelines, or `-` for standard input. Default: every
    pipeline of the workspace.

    \b
    Examples:
      pilothouse lint
      pilothouse lint --fix
      pilothouse lint . --format sarif --output pilothouse.sarif
    """
    if unsafe_fixes and not (fixes or shows_diff):
        raise CommandError("--unsafe-fixes has no effect alone", "add --fix, or --diff to preview")
    if fixes and not shows_diff and STDIN in manifests:
        raise CommandError("standard input cannot be fixed in place", "--diff shows the change")
    least = Severity[fail_on.upper()] if fail_on else None
    threshold = (lambda _: least) if least else preferences.fail_on
    unchecked = tuple(_unchecked(validates=validates, audits=audits or preferences.audits("")))
    report = Report(threshold, preferences.view(unchecked))
    requests = select(
        manifests,
        context,
        report,
        lenient=lenient,
        live=live,
        tolerated=preferences.tolerated,
        stdin_name=stdin_name,
        trusting=True,
        code=partial(preferences.code, RUN_NO_CODE),
        keep=only_tracked if tracked else without_ignored,
        when_empty=_note,
    )
    preferences.add_findings(report)
    if fixes or shows_diff:
        view = preferences.view(_unchecked(validates=False, audits=False))
        changes = mend(requests, view, lambda fix: fix.is_safe or unsafe_fixes)
        if shows_diff:
            if report.exit_code:
                report.show()
            write_patch("".join(diff_of(change) for change in changes))
            return report.exit_code or (exits.FINDINGS if changes else exits.DONE)
        _write(changes)
        requests = requests_after(requests, changes)
    for compilation in compiled(requests, _linted, validates=validates, caches=caches):
        is_audited = audits or preferences.audits(compilation.request.file.path)
        report.add_compilation(audit(compilation) if is_audited else compilation)
    preferences.add_unmatched(report)
    _publish(report, form, output, len(requests))
    return report.exit_code


def _linted(request: Request) -> Compilation:
    return lint_buildspecs(compile_manifest(request))


def _note(error: CommandError) -> None:
    """An empty search isn't an error: a hook also runs in repositories without pipelines."""
    tell(f"{error}; nothing was checked there")


def _publish(report: Report, form: str, output: Path | None, checked_pipelines: int) -> None:
    """Write the findings in their format. A run without findings prints on a terminal what it checked."""
    palette = PLAIN if output else output_palette()
    text = formatted(form, report.findings, report.sources, report.is_failure, palette)
    if output:
        write_result(terminal_text(text) if form == "text" else text, output)
        tell(f"{summary(report.findings)}; the report is in {shown_path(output)}")
        return
    (write_text if form == "text" else write_document)(text)
    if checked_pipelines and not report.findings and aside_is_seen():
        pipelines, files = counted(checked_pipelines, "pipeline"), counted(len(report.files), "file")
        tell(f"No findings in {pipelines} ({files}).")


def _write(changes: Sequence[Change]) -> None:
    for change in changes:
        write_change(change)
    if changes:
        count = sum(len(change.fixed) for change in changes)
        defects, files = counted(count, "defect"), counted(len(changes), "file")
        tell(f"fixed {defects} in {files}")


def _unchecked(*, validates: bool, audits: bool) -> Iterator[Code]:
    if not validates:
        yield from codes.TEMPLATE_CODES
    if not audits:
        yield from codes.SECURITY_CODES
