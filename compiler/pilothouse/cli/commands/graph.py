"""`pilothouse graph`: draw pipelines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.cli import exits
from pilothouse.cli.account_options import live_options
from pilothouse.cli.options import context_option, lenient_option, manifests_argument
from pilothouse.cli.output import Join, Result, write_results
from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.cli.terminal import tell
from pilothouse.driver import compile_manifest
from pilothouse.ir.graph import Graph
from pilothouse.render.escape import markdown_text


@click.command
@manifests_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["mermaid", "dot", "svg"]),
    default="mermaid",
    show_default=True,
    help="Format of the drawing.",
)
@click.option(
    "-o", "--output", metavar="FILE|DIR/", help="Write to a file or folder instead of standard output."
)
@lenient_option
@context_option
@live_options
def command(
    manifests: tuple[str, ...],
    context: Path | None,
    live: Access | None,
    form: str,
    output: str | None,
    *,
    lenient: bool,
) -> int:
    """Draw a pipeline's stages and actions.

    Stages are columns; actions are in run order, with approvals and dependencies. GitHub renders Mermaid in
    Markdown, Graphviz reads DOT, browsers show SVG. Several Mermaid charts are written as one Markdown text.

    Arguments: manifests, folders to search, names of pipelines, or `-` for standard input. Default: every
    pipeline of the workspace.

    \b
    Examples:
      pilothouse graph
      pilothouse graph --format svg --output pictures/
      pilothouse graph main --format dot | dot -Tpng > main.png
    """
    report = Report()
    requests = select(manifests, context, report, lenient=lenient, live=live)
    compilations = [compile_manifest(request) for request in requests]
    for compilation in compilations:
        report.add_compilation(compilation)
    report.show()
    if report.exit_code:
        return report.exit_code
    suffix = {"mermaid": "mmd", "dot": "dot", "svg": "svg"}[form]
    results = [
        Result(one.request.file.path, f"{one.graph.name}.{suffix}", _draw(one.graph, form))
        for one in compilations
        if one.graph
    ]
    if form == "mermaid":
        _warn_of_large(results)
    joins: dict[str, Join | None] = {"mermaid": join_charts, "dot": join_graphs, "svg": None}
    write_results(results, output, joins[form])
    return exits.DONE


def _warn_of_large(results: Sequence[Result]) -> None:
    from pilothouse.render.graph_mermaid import objection

    for result in results:
        if why := objection(result.text):
            tell(f"{result.manifest}: GitHub will not draw this chart: {why}; use --format svg")


def _draw(graph: Graph, form: str) -> str:
    if form == "svg":
        from pilothouse.render.graph_svg import graph_svg

        return graph_svg(graph)
    if form == "dot":
        from pilothouse.render.graph_dot import graph_dot

        return graph_dot(graph)
    from pilothouse.render.graph_mermaid import graph_mermaid

    return graph_mermaid(graph)


def join_charts(results: Sequence[Result]) -> str:
    """Join several Mermaid charts to a Markdown text, which can contain more than one."""
    return "\n".join(
        f"## {markdown_text(result.manifest)}\n\n```mermaid\n{result.text}```\n" for result in results
    )


def join_graphs(results: Sequence[Result]) -> str:
    """Join several DOT graphs to one text, which Graphviz reads."""
    return "\n".join(result.text for result in results)
