"""How a pipeline stands, as text."""

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

_INDENT = "  "
_WAITS = "waits for approval"
_NEVER = "-"


def status_text(status: Status, now: datetime, palette: Palette = PLAIN) -> str:
    """Write a heading, then each stage with its actions: how they stand, and since when."""
    width = _name_width(status)
    lines = [*_heading(status, now, palette), ""]
    for stage in status.stages:
        lines.append(_stage_line(status, stage, width, palette))
        lines += [_action_line(action, width, now, palette) for action in stage.actions]
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
    yield _execution_line(status.execution, now, palette)
    for revision in status.execution.revisions:
        yield f"revision  {revision_text(revision)}"
        if revision.url:
            yield f"          {shown(revision.url)}"


def _execution_line(execution: Execution, now: datetime, palette: Palette) -> str:
    begun = f", began {ago(execution.started, now)} ({utc(execution.started)})" if execution.started else ""
    trigger = f" by {shown(execution.trigger)}" if execution.trigger else ""
    return f"execution {execution.id} {_painted(execution.status, palette)}{begun}{trigger}"


def _stage_line(status: Status, stage: StageState, width: int, palette: Palette) -> str:
    notes = []
    if stage.execution and not status.is_current(stage):
        notes.append(f"in execution {stage.execution[:8]}")
    if not stage.transition.is_open:
        reason = f": {shown(stage.transition.reason)}" if stage.transition.reason else ""
        notes.append(f"closed{reason}")
    name = paint(shown(stage.name), palette.strong) + " " * (width - len(shown(stage.name)))
    word = _painted(stage.status or _NEVER, palette)
    return f"{name}  {word}  {', '.join(notes)}"


def _action_line(action: ActionState, width: int, now: datetime, palette: Palette) -> str:
    name = f"{_INDENT}{shown(action.name)}"
    if is_waiting(action):
        word = paint(_WAITS, palette.warning)
    else:
        word = _painted(action.status or _NEVER, palette)
    since = f"  {ago(action.changed, now)}" if action.changed else ""
    return f"{name:<{width}}  {word}{since}"


def _painted(word: str, palette: Palette) -> str:
    match word:
        case "Failed":
            return paint(word, palette.error)
        case "InProgress" | "Stopping":
            return paint(word, palette.note)
    return shown(word)


def _name_width(status: Status) -> int:
    stages = [len(shown(stage.name)) for stage in status.stages]
    actions = [len(_INDENT + shown(action.name)) for stage in status.stages for action in stage.actions]
    return max([*stages, *actions, 0])
