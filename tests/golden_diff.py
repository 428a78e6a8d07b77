"""Golden files of differences: each folder of fixtures/diff holds two manifests, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pilothouse.diff.stack_diff import Side, StackDiff, diff_stacks
from pilothouse.driver import Request, compile_manifest, load_context
from pilothouse.render.diff_html import diff_html
from pilothouse.render.diff_json import diff_json
from pilothouse.render.diff_markdown import diff_markdown
from pilothouse.render.diff_text import diff_text
from pilothouse.source.file import SourceFile

FIXTURES = Path(__file__).parent.parent / "fixtures"
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
    return Side(path.name, done.stack.template, done.stack, done.sources)


def _source(path: Path) -> SourceFile:
    return SourceFile(path.name, path.read_text(encoding="utf-8"))
