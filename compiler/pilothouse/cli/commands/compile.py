"""`pilothouse compile`: manifests to templates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.cli import exits
from pilothouse.cli.account_options import live_options
from pilothouse.cli.checking import cache_option, compiled
from pilothouse.cli.errors import CommandError, say
from pilothouse.cli.options import context_option, lenient_option, manifests_argument
from pilothouse.cli.output import Result, write_results
from pilothouse.cli.preferences import Preferences, preference_options
from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.driver import Compilation, compile_manifest
from pilothouse.ir.override import REFUSE_CODE
from pilothouse.render.escape import json_text, yaml_comment
from pilothouse.workspace.read import UnreadableFileError, read_source, shown_path

TEMPLATE = "template"
STEPS = (TEMPLATE, "document", "manifest", "graph", "stack")


@click.command
@manifests_argument
@click.option(
    "-o", "--output", metavar="FILE|DIR/", help="Write to a file or folder instead of standard output."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="Format of the template.",
)
@click.option(
    "--check",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write nothing; exit with 1 if FILE differs from the generated template.",
)
@click.option(
    "--emit",
    "step",
    type=click.Choice(STEPS),
    default=TEMPLATE,
    show_default=True,
    help="Print an intermediate result of the compiler, as JSON, instead of the template.",
)
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
def command(
    manifests: tuple[str, ...],
    context: Path | None,
    live: Access | None,
    preferences: Preferences,
    form: str,
    step: str,
    output: str | None,
    check: Path | None,
    *,
    lenient: bool,
    validates: bool,
    caches: bool,
) -> int:
    """Compile manifests to CloudFormation templates.

    Templates go to standard output, findings to standard error. If any manifest has an error, nothing is
    written.

    Arguments: manifests, folders to search, names of pipelines, or `-` for standard input. Default: every
    pipeline of the workspace.

    \b
    Examples:
      pilothouse compile
      pilothouse compile --output templates/
      pilothouse compile main --check main.stack.yml
    """
    report = Report(view=preferences.strict_view())
    code = partial(preferences.code, REFUSE_CODE)
    requests = select(manifests, context, report, lenient=lenient, live=live, code=code)
    preferences.add_findings(report)
    results = []
    validates = validates and step == TEMPLATE
    for compilation in compiled(requests, compile_manifest, validates=validates, caches=caches):
        report.add_compilation(compilation)
        if not compilation.has_errors:
            results.append(_result(compilation, step, form))
    report.show()
    if report.exit_code:
        return report.exit_code
    if check:
        return _check(results, check)
    write_results(results, output, join_documents if form == "yaml" else None)
    return exits.DONE


def _result(compilation: Compilation, step: str, form: str) -> Result:
    path, stack = compilation.request.file.path, compilation.stack
    if stack is None:
        raise ValueError(f"{path} has neither a stack nor an error")
    if step != TEMPLATE:
        from pilothouse.ir.printer import printable

        text = json_text(printable(getattr(compilation, step)))
        return Result(path, f"{stack.name}.{step}.json", text)
    if form == "json":
        from pilothouse.render.template_json import template_json

        return Result(path, f"{stack.name}.stack.json", template_json(stack.template))
    return Result(path, f"{stack.name}.stack.yml", compilation.text)


def join_documents(results: Sequence[Result]) -> str:
    """Join several templates to one stream of YAML documents."""
    return "".join(f"---\n{yaml_comment(result.manifest)}\n{result.text}" for result in results)


def _check(results: Sequence[Result], path: Path) -> int:
    if len(results) != 1:
        raise CommandError("--check compares one template", "give one manifest")
    result = results[0]
    try:
        committed = read_source(path).text
    except UnreadableFileError as error:
        raise CommandError(f"{shown_path(path)}: {error.diagnostic.message}") from error
    if committed == result.text:
        return exits.DONE
    say(
        f"{shown_path(path)} differs from the template of {result.manifest}",
        f"run: pilothouse compile {result.manifest} -o {shown_path(path)}",
    )
    return exits.FINDINGS
