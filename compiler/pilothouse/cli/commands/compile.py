"""`pilothouse compile`: manifests to templates."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.cli import exits
from pilothouse.cli.account_options import live_options
from pilothouse.cli.errors import CommandError, say
from pilothouse.cli.options import context_option, lenient_option, manifests_argument
from pilothouse.cli.output import write_result
from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.driver import Compilation, compile_manifest, load_checker, validate
from pilothouse.render.template_json import template_json
from pilothouse.render.template_yaml import template_yaml
from pilothouse.workspace.read import UnreadableFileError, read_source, shown_path


@click.command
@manifests_argument
@context_option
@live_options
@lenient_option
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE|DIR/", help="Write here instead."
)
@click.option(
    "--check",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Only say by exit code whether FILE is current.",
)
@click.option("--validate/--no-validate", "validates", default=True, help="Ask cfn-lint about each template.")
def command(
    manifests: tuple[str, ...],
    context: Path | None,
    live: Access | None,
    form: str,
    output: Path | None,
    check: Path | None,
    *,
    lenient: bool,
    validates: bool,
) -> int:
    """Compile pipeline manifests to CloudFormation templates.

    Templates go to standard output, findings to standard error. Without arguments, every pipeline of the
    workspace is compiled. Nothing is written if any manifest has an error.
    """
    report = Report()
    requests = select(manifests, context, report, lenient=lenient, live=live).requests
    checker = load_checker() if validates else None
    compilations = [compile_manifest(request) for request in requests]
    if checker:
        compilations = [validate(compilation, checker) for compilation in compilations]
    for compilation in compilations:
        report.add_compilation(compilation)
    report.show(sys.stderr)
    if report.exit_code:
        return report.exit_code
    results = [Result(one, _text(one, form)) for one in compilations]
    if check:
        return _check(results, check)
    for path, text in _destinations(results, output, form):
        write_result(text, path)
    return exits.DONE


@dataclass(frozen=True, slots=True)
class Result:
    """What a manifest was compiled to, as text."""

    compilation: Compilation
    text: str

    @property
    def path(self) -> str:
        """The manifest's path."""
        return self.compilation.request.file.path

    def file_name(self, form: str) -> str:
        """Name the file for it in a folder: the stack's name, as Copilot names what it uploads."""
        stack = self.compilation.stack
        return f"{stack.name if stack else self.path}.stack.{'json' if form == 'json' else 'yml'}"


def _text(compilation: Compilation, form: str) -> str:
    if compilation.stack:
        template = compilation.stack.template
        return template_json(template) if form == "json" else template_yaml(template)
    return ""


def _destinations(
    results: Sequence[Result], output: Path | None, form: str
) -> Iterator[tuple[Path | None, str]]:
    """Yield where each text goes: several to one stream as YAML documents, or each to a file in a folder."""
    if output and (output.is_dir() or str(output).endswith("/")):
        output.mkdir(parents=True, exist_ok=True)
        for result in results:
            yield output / result.file_name(form), result.text
    elif len(results) == 1:
        yield output, results[0].text
    elif output:
        raise CommandError(
            f"{len(results)} templates do not go into one file", "end --output with / for a folder"
        )
    elif form == "json":
        raise CommandError(
            f"{len(results)} templates are not one JSON text", "write them to a folder: --output DIR/"
        )
    else:
        for result in results:
            yield None, f"---\n# {result.path}\n{result.text}"


def _check(results: Sequence[Result], path: Path) -> int:
    if len(results) != 1:
        raise CommandError("--check compares one template", "name one manifest")
    try:
        committed = read_source(path).text
    except UnreadableFileError as error:
        raise CommandError(f"{shown_path(path)}: {error.diagnostic.message}") from error
    if committed == results[0].text:
        return exits.DONE
    say(
        f"{shown_path(path)} is not what {results[0].path} compiles to",
        f"run: pilothouse compile {results[0].path} -o {path}",
    )
    return exits.FINDINGS
