"""`pilothouse diff`: the effect of a manifest's change on its stack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.cli import exits
from pilothouse.cli.baseline import Baseline, OtherManifest, TemplateFile, home_of
from pilothouse.cli.baseline_options import BaselineChoice, baseline_options
from pilothouse.cli.errors import CommandError, some_of
from pilothouse.cli.options import context_option, lenient_option, manifests_argument
from pilothouse.cli.output import write_result
from pilothouse.cli.preferences import Preferences, preference_options
from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.cli.terminal import output_palette, write_text
from pilothouse.diff.side import compiled_side
from pilothouse.diff.stack_diff import StackDiff, diff_stacks, gone_stack
from pilothouse.driver import Compilation, Request, compile_manifest
from pilothouse.ir.override import REFUSE_CODE
from pilothouse.workspace.find import find_workspace
from pilothouse.workspace.paths import is_folder

FORMATS = ("text", "json", "markdown", "html")
_Select = Callable[[Sequence[str]], tuple[Request, ...]]


@click.command
@manifests_argument
@baseline_options
@click.option(
    "--only",
    type=click.Choice(["risk"]),
    help="Report only risks; other changes do not count as differences.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Output format."
)
@click.option(
    "-U",
    "--unified",
    "around",
    type=click.IntRange(min=0),
    metavar="N",
    help="Show changed resources as YAML with N lines of context. Only for text.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to a file instead of standard output.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something differs.")
@context_option
@lenient_option
@preference_options
def command(
    manifests: tuple[str, ...],
    baseline: BaselineChoice,
    live: Access | None,
    only: str | None,
    form: str,
    around: int | None,
    output: Path | None,
    context: Path | None,
    preferences: Preferences,
    *,
    exit_zero: bool,
    lenient: bool,
) -> int:
    """Show what a change does to a pipeline's stack, risks first.

    Compares meaning, not text: order and spelling that have no effect are ignored. Exits with 0 if
    nothing differs, 1 if something does, 2 or more on an error.

    Arguments: manifests, folders to search, names of pipelines, or `-` for standard input. Default: every
    pipeline of the workspace.

    \b
    Examples:
      pilothouse diff
      pilothouse diff main --rev origin/main
      pilothouse diff main --deployed
      pilothouse diff --format markdown --output comment.md
    """
    report = Report(view=preferences.strict_view())
    code = partial(preferences.code, REFUSE_CODE)
    selecting = partial(select, context_path=context, report=report, lenient=lenient, live=live, code=code)
    try:
        diffs = _compare(manifests, baseline, context, selecting, report)
    except CommandError:
        preferences.add_findings(report)
        report.show()  # `lint` reports warnings
        raise
    shown = [diff.only_risks() if only else diff for diff in diffs]
    _write(shown, form, around, output)
    return exits.DONE if exit_zero or all(diff.is_empty for diff in shown) else exits.FINDINGS


def _compare(
    manifests: Sequence[str], choice: BaselineChoice, context: Path | None, selecting: _Select, report: Report
) -> Sequence[StackDiff]:
    requests = () if choice.is_revision and _lost_its_last(manifests) else selecting(manifests)
    if choice.is_one_template and len(requests) > 1:
        names = some_of([request.file.path for request in requests])
        raise CommandError("only one manifest can be compared with a template", f"choose one: {names}")
    compilations = [compile_manifest(request) for request in requests]
    for compilation in compilations:
        report.add_compilation(compilation)
    if report.exit_code:
        raise CommandError("nothing was compared: a manifest has errors", exit_code=exits.USAGE)
    with _opened(choice, context, selecting, report, requests) as baseline:
        diffs = [_diff(compilation, baseline) for compilation in compilations]
        return [*diffs, *map(gone_stack, baseline.gone(_folders(manifests)))]


def _folders(manifests: Sequence[str]) -> Sequence[Path]:
    """Return the folders whose manifests are all compared: the given ones, or the workspace."""
    workspace = find_workspace(Path.cwd())
    whole = [workspace.root] if workspace and not manifests else []
    return [*whole, *(Path(one) for one in manifests if is_folder(Path(one)))]


def _lost_its_last(manifests: Sequence[str]) -> bool:
    """Whether a whole workspace is compared that no longer has a manifest."""
    workspace = find_workspace(Path.cwd())
    return not manifests and workspace is not None and not workspace.manifests()


@contextmanager
def _opened(
    choice: BaselineChoice,
    context: Path | None,
    selecting: _Select,
    report: Report,
    requests: Sequence[Request],
) -> Iterator[Baseline]:
    """Open the baseline; its temporary files are removed at the end."""
    if choice.template:
        yield TemplateFile(choice.template, report)
    elif choice.manifest:
        requests = selecting([choice.manifest])
        if len(requests) != 1:
            raise CommandError(f"{choice.manifest} is not a readable manifest")
        yield OtherManifest(requests[0], report)
    elif choice.access:
        from pilothouse.cli.deployed_baseline import DeployedStack

        yield DeployedStack(choice.access, report)
    else:
        from tempfile import TemporaryDirectory

        from pilothouse.cli.revision_baseline import GitRevision

        with TemporaryDirectory(prefix="pilothouse-") as folder:
            manifests = [Path(request.file.path) for request in requests]
            yield GitRevision(choice.revision, Path(folder), context, manifests)


def _diff(compilation: Compilation, baseline: Baseline) -> StackDiff:
    stack = compilation.stack
    if stack is None:
        raise ValueError(f"{compilation.request.file.path} has neither a stack nor an error")
    request = compilation.request
    after = compiled_side(request.file.path, stack, compilation.sources, request.context)
    home = home_of(stack, request.context)
    return diff_stacks(stack.name, baseline.side(compilation, stack), replace(after, home=home))


def _write(diffs: Sequence[StackDiff], form: str, around: int | None, output: Path | None) -> None:
    match form:
        case "json":
            from pilothouse.render.diff_json import diff_json

            text = diff_json(diffs)
        case "markdown":
            from pilothouse.render.diff_markdown import diff_markdown

            text = diff_markdown(diffs)
        case "html":
            from pilothouse.render.diff_html import diff_html

            text = diff_html(diffs)
        case _:
            from pilothouse.render.diff_text import diff_text

            if not output:
                write_text(diff_text(diffs, output_palette(), around))
                return
            text = diff_text(diffs, context=around)
    write_result(text, output)
