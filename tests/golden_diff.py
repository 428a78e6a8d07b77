"""Golden files of differences: each folder of fixtures/diff contains two manifests and the outputs."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from pilothouse.diff.side import Side, compiled_side
from pilothouse.diff.stack_diff import StackDiff, diff_stacks
from pilothouse.driver import Request, compile_manifest, load_context
from pilothouse.render.diff_html import diff_html
from pilothouse.render.diff_json import diff_json
from pilothouse.render.diff_markdown import diff_markdown
from pilothouse.render.diff_text import diff_text
from pilothouse.source.file import SourceFile

FIXTURES = Path(__file__).parent.parent / "fixtures"
EXAMPLE_START = "<!-- example: written by make golden -->\n"
EXAMPLE_END = "<!-- end of the example -->\n"
WORKLOADS = ("api", "frontend", "report")


def diff_fixtures() -> list[Path]:
    """Return the folders, sorted."""
    return sorted(path.parent for path in (FIXTURES / "diff").glob("*/after.yml"))


def diff_files() -> Iterator[tuple[Path, str]]:
    """Yield each golden file with the text that it must have."""
    for fixture in diff_fixtures():
        diffs = [fixture_diff(fixture)]
        yield fixture / "diff.txt", diff_text(diffs)
        yield fixture / "diff.context.txt", diff_text(diffs, context=2)
        yield fixture / "diff.json", diff_json(diffs)
        yield fixture / "diff.md", diff_markdown(diffs)
        yield fixture / "diff.html", diff_html(diffs)


def with_diff_example(page: str) -> str:
    """Return a page with its example as the fixture is and as it is shown, if it has a place for that."""
    if EXAMPLE_START not in page:
        return page
    fixture = FIXTURES / "diff" / "approval"
    before, after = (
        (fixture / f"{name}.yml").read_text("utf-8").splitlines() for name in ("before", "after")
    )
    lines = "\n".join(list(unified_diff(before, after, n=1, lineterm=""))[2:])
    shown = diff_text([fixture_diff(fixture)])
    example = f"\n```diff\n{lines}\n```\n\n```text\n{shown}```\n\n"
    start, rest = page.split(EXAMPLE_START)
    end = rest.split(EXAMPLE_END)[1]
    return "".join([start, EXAMPLE_START, example, EXAMPLE_END, end])


def fixture_diff(fixture: Path) -> StackDiff:
    """Compare a fixture's two manifests, or nothing with the only one."""
    return diff_stacks("pipeline-demo-web", _side(fixture, "before"), _side(fixture, "after"))


def _side(fixture: Path, name: str) -> Side:
    path = fixture / f"{name}.yml"
    if not path.is_file():
        return Side("nothing", {})
    own = fixture / f"{name}.context.yml"
    context = load_context(_source(own if own.is_file() else FIXTURES / "context.yml"))[0].value
    if context is None:
        raise SystemExit(f"{own} is not a context")
    done = compile_manifest(Request(_source(path), "copilot/pipelines/web", context, WORKLOADS))
    if done.stack is None:
        raise SystemExit(f"{path} does not compile: {done.diagnostics}")
    return compiled_side(path.name, done.stack, done.sources, context)


def _source(path: Path) -> SourceFile:
    return SourceFile(path.name, path.read_text(encoding="utf-8"))
