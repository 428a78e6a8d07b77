"""The status of a pipeline in the rows of a terminal; current activity is always visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from pilothouse.aws.ports.pipelines import ActionState, StageState
from pilothouse.aws.status import Status, is_waiting
from pilothouse.render.cells import shown
from pilothouse.render.palette import PLAIN, Palette, paint
from pilothouse.render.revision import revision_text
from pilothouse.render.status_text import (
    INDENT,
    WAITS,
    action_line,
    execution_line,
    name_width,
    newer_line,
    stage_line,
)

_NARROWEST = 8  # columns of a name
_TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class _Screen:
    """A status, and how each of its lines is written."""

    status: Status
    now: datetime
    width: int  # columns of a name
    palette: Palette

    def stage(self, stage: StageState) -> str:
        return stage_line(self.status, stage, self.width, self.palette)

    def action(self, action: ActionState) -> str:
        return action_line(action, self.width, self.now, self.palette)


def status_screen(status: Status, now: datetime, rows: int, columns: int, palette: Palette = PLAIN) -> str:
    """Write the content of `status_text` in at most `rows` lines; the caller cuts each to its columns.

    If it doesn't fit, it is folded step by step: first finished or future stages, then the revision, then
    finished or future actions; running, waiting and failed ones last.
    """
    room = max(_NARROWEST, columns - len(f"  {WAITS}…"))
    screen = _Screen(status, now, min(name_width(status), room), palette)
    for heading, body in _FORMS:
        lines = [*heading(screen), *body(screen)]
        if len(lines) <= rows:
            break
    else:
        lines = _cut([*_short_heading(screen), *_what_happens(screen)], rows)
    return "\n".join(line.rstrip() for line in lines)


def _long_heading(screen: _Screen) -> Iterator[str]:
    pipeline, execution = screen.status.pipeline, screen.status.execution
    yield f"{paint(shown(pipeline.name), screen.palette.strong)} in {pipeline.region}"
    if execution:
        yield execution_line(execution, screen.now, screen.palette)
        if newer := newer_line(screen.status, screen.palette):
            yield newer
        for revision in execution.revisions:
            yield f"revision  {revision_text(revision)}"
    yield ""


def _short_heading(screen: _Screen) -> Iterator[str]:
    execution = screen.status.execution
    stands = f"execution {execution.id[:8]} {execution.status}" if execution else "never ran"
    yield f"{paint(shown(screen.status.pipeline.name), screen.palette.strong)}  {stands}"


def _everything(screen: _Screen) -> Iterator[str]:
    for stage in screen.status.stages:
        yield screen.stage(stage)
        yield from map(screen.action, stage.actions)


def _idle_stages_folded(screen: _Screen) -> Iterator[str]:
    for stage in screen.status.stages:
        yield screen.stage(stage)
        if _is_active(screen.status, stage):
            yield from map(screen.action, stage.actions)


def _idle_stages_counted(screen: _Screen) -> Iterator[str]:
    yield from _counted(screen, lambda stage: map(screen.action, stage.actions))


def _idle_actions_counted(screen: _Screen) -> Iterator[str]:
    def actions(stage: StageState) -> Iterator[str]:
        yield from map(screen.action, _urgent_first(filter(_is_at_work, stage.actions)))
        idle = Counter(one.status or _TO_COME for one in stage.actions if not _is_at_work(one))
        if idle:
            yield INDENT + ", ".join(f"{count} {word}" for word, count in idle.items())

    yield from _counted(screen, actions)


def _counted(screen: _Screen, actions: Callable[[StageState], Iterable[str]]) -> Iterator[str]:
    """Write active stages with some of their actions, and the number of idle stages in between."""
    for word, stages in groupby(screen.status.stages, lambda stage: _idle_word(screen.status, stage)):
        found = list(stages)
        if len(found) > 1 and word:
            yield f"{len(found)} stages {word}"
            continue
        for stage in found:
            yield screen.stage(stage)
            if not word and _is_active(screen.status, stage):
                yield from actions(stage)


def _what_happens(screen: _Screen) -> Iterator[str]:
    """Write only the active actions, the most urgent first."""
    stages = [stage for stage in screen.status.stages if _is_active(screen.status, stage)]
    at_work = [action for stage in stages for action in stage.actions if _is_at_work(action)]
    yield from map(screen.action, _urgent_first(at_work))


def _cut(lines: list[str], rows: int) -> list[str]:
    if len(lines) <= rows:
        return lines
    kept = lines[: max(rows - 1, 1)]
    return [*kept, f"{INDENT}and {len(lines) - len(kept)} more"][: max(rows, 1)]


def _idle_word(status: Status, stage: StageState) -> str:
    """Return the state of a stage that may be counted with others; empty if it must be visible."""
    if _is_active(status, stage) or not stage.transition.is_open:
        return ""
    return (stage.status or _TO_COME) if status.is_current(stage) else _TO_COME


def _is_active(status: Status, stage: StageState) -> bool:
    """Whether a stage is active; an older execution that still blocks it counts, too."""
    return any(
        _is_at_work(one) and (status.is_current(stage) or one.status != "Failed") for one in stage.actions
    )


def _is_at_work(action: ActionState) -> bool:
    return action.status in ("InProgress", "Failed", "Abandoned")


def _urgent_first(actions: Iterable[ActionState]) -> list[ActionState]:
    return sorted(actions, key=lambda one: (not is_waiting(one), one.status == "InProgress"))


_FORMS: tuple[tuple[Callable[[_Screen], Iterator[str]], Callable[[_Screen], Iterator[str]]], ...] = (
    (_long_heading, _everything),
    (_long_heading, _idle_stages_folded),
    (_long_heading, _idle_stages_counted),
    (_short_heading, _idle_stages_counted),
    (_short_heading, _idle_actions_counted),
)
"""From the whole content to the minimum, each a heading and its lines."""
