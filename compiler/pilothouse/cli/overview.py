"""`pilothouse` without a command: what is here, and what to do next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from pilothouse.cli.contexts import known_context
from pilothouse.cli.errors import some_of
from pilothouse.cli.local_pipelines import LocalPipeline, local_pipelines
from pilothouse.cli.terminal import output_palette, write_text
from pilothouse.driver import application_in, missing_buildspec
from pilothouse.ir.context import Context
from pilothouse.render.columns import columns
from pilothouse.render.palette import paint
from pilothouse.workspace.find import MARKER, Workspace, find_workspace
from pilothouse.workspace.read import is_there, shown_path

Row = tuple[str, str]


def show_overview() -> None:
    """Print five lines about the workspace, or about where there is none. Nothing is checked for it."""
    workspace = find_workspace(Path.cwd())
    title, rows = _of_workspace(workspace) if workspace else _elsewhere()
    palette = output_palette()
    write_text("\n".join([paint(title, palette.strong), *columns(rows, indent=2)]) + "\n")


def _of_workspace(workspace: Workspace) -> tuple[str, Sequence[Row]]:
    application = application_in(workspace) or "without a name"
    pipelines = local_pipelines(workspace)
    missing = {one.name: path for one in pipelines if (path := missing_buildspec(one.manifest, workspace))}
    context = known_context(workspace)
    has_context = is_there(workspace.context)
    steps = _next(pipelines, list(missing), has_context=has_context)
    rows = (
        ("pipelines", _named(pipelines)),
        ("buildspecs", f"missing: {some_of(list(missing.values()))}" if missing else _found(pipelines)),
        ("context", _described(workspace, context, is_there=has_context)),
        ("next", f"{', then '.join(steps)}; pilothouse --help lists all commands"),
    )
    return f"Application {application}, workspace {workspace.root.as_posix()}", rows


def _named(pipelines: Sequence[LocalPipeline]) -> str:
    if not pipelines:
        return "none"
    return f"{some_of([one.name for one in pipelines])} (not checked: run pilothouse lint)"


def _found(pipelines: Sequence[LocalPipeline]) -> str:
    return "all found" if pipelines else "none"


def _described(workspace: Workspace, context: Context | None, *, is_there: bool) -> str:
    path = shown_path(workspace.context)
    if not is_there:
        return f"{path} does not exist; pilothouse context pull reads it from AWS"
    if context is None:
        return f"{path} has errors"
    return f"{path}, for {some_of(list(context.environments)) or 'no environments'}"


def _next(
    pipelines: Collection[LocalPipeline], without_buildspec: Sequence[str], *, has_context: bool
) -> Iterator[str]:
    if not pipelines:
        yield from ("pilothouse init",) if has_context else ("pilothouse context pull", "pilothouse init")
        return
    if without_buildspec:
        yield f"pilothouse init --buildspec {without_buildspec[0]}"
    yield "pilothouse lint"
    yield "pilothouse diff" if has_context else "pilothouse context pull"


def _elsewhere() -> tuple[str, Sequence[Row]]:
    title = f"No workspace here: there is no {MARKER.as_posix()} in this folder or above it"
    rows = (
        ("check every pipeline below this folder", "pilothouse lint ."),
        ("start a workspace here", "pilothouse init --app NAME"),
        ("try an example, without AWS", "pilothouse example"),
        ("list all commands", "pilothouse --help"),
    )
    return title, rows
