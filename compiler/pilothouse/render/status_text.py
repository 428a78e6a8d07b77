"""The status of a pipeline as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pilothouse.aws.console import pipeline_link
from pilothouse.aws.ports.executions import Execution
from pilothouse.aws.ports.pipelines import ActionState, StageState
from pilothouse.aws.status import Status, is_waiting
from pilothouse.render.ages import ago, utc
from pilothouse.render.cells import shown
from pilothouse.render.palette import PLAIN, Palette, paint
from pilothouse.render.revision import revision_text

INDENT = "  "
WAITS = "waits for approval"
_NEVER = "-"


def status_text(status: Status, now: datetime, palette: Palette = PLAIN) -> str:
    """Write a heading, then each stage with its actions: their state, and since when."""
    width = name_width(status)
    lines = [*_heading(status, now, palette), ""]
    for stage in status.stages:
        lines.append(stage_line(status, stage, width, palette))
        lines += [action_line(action, width, now, palette) for action in stage.actions]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _heading(status: Status, now: datetime, palette: Palette) -> Iterator[str]:
    pipeline = status.pipeline
    real = "" if pipeline.is_legacy else f" ({shown(pipeline.real_name)})"
    region = pipeline.region
    yield f"{paint(shown(pipeline.name), palette.strong)}{real} in {region}"
    yield pipeline_link(region, pipeline.real_name)
    if status.execution is None:
        yield "it has never run"
        return
    yield execution_line(status.execution, now, palette)
    if newer := newer_line(status, palette):
        yield newer
    for revision in status.execution.revisions:
        yield f"revision  {revision_text(revision)}"
        if revision.url:
            yield f"          {shown(revision.url)}"


def execution_line(execution: Execution, now: datetime, palette: Palette) -> str:
    """Write the execution, its state, its trigger and its time."""
    begun = f", began {ago(execution.started, now)} ({utc(execution.started)})" if execution.started else ""
    trigger = f" by {shown(execution.trigger)}" if execution.trigger else ""
    return f"execution {execution.id} {_painted(execution.status, palette)}{begun}{trigger}"


def newer_line(status: Status, palette: Palette) -> str:
    """Write that a newer execution has started, and its state; empty if there is none."""
    newest = status.newest
    if newest is None or not status.is_overtaken:
        return ""
    how = "superseded by" if status.execution and status.execution.status == "Superseded" else "newer:"
    return f"{how} execution {newest.id} {_painted(newest.status, palette)}"


def stage_line(status: Status, stage: StageState, width: int, palette: Palette) -> str:
    """Write the state of a stage, its name in `width` columns."""
    notes = []
    if stage.execution and not status.is_current(stage):
        notes.append(f"in execution {stage.execution[:8]}")
    if not stage.transition.is_open:
        reason = f": {shown(stage.transition.reason)}" if stage.transition.reason else ""
        notes.append(f"closed{reason}")
    short = fitted(shown(stage.name), width)
    name = paint(short, palette.strong) + " " * (width - len(short))
    word = _painted(stage.status or _NEVER, palette)
    return f"{name}  {word}  {', '.join(notes)}"


def action_line(action: ActionState, width: int, now: datetime, palette: Palette) -> str:
    """Write the state of an action and since when, its name in `width` columns."""
    name = INDENT + fitted(shown(action.name), width - len(INDENT))
    word = _painted(action.status or _NEVER, palette)
    if is_waiting(action):
        word = paint(WAITS, palette.warning)
    since = f"  {ago(action.changed, now)}" if action.changed else ""
    return f"{name:<{width}}  {word}{since}"


def fitted(name: str, width: int) -> str:
    """Cut a name in its middle if it is wider than `width` columns: both ends distinguish names."""
    if len(name) <= width:
        return name
    tail = (width - 1) // 2
    return f"{name[: width - 1 - tail]}…{name[len(name) - tail :]}"


def _painted(word: str, palette: Palette) -> str:
    match word:
        case "Failed":
            return paint(word, palette.error)
        case "InProgress" | "Stopping":
            return paint(word, palette.note)
    return shown(word)


def name_width(status: Status) -> int:
    """Return the width of the longest name of a stage or action."""
    stages = [len(shown(stage.name)) for stage in status.stages]
    actions = [len(INDENT + shown(action.name)) for stage in status.stages for action in stage.actions]
    return max([*stages, *actions, 0])
