"""The changes of a pipeline between two reads, one line per action."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from pilothouse.aws.ports.pipelines import ActionState, StageState
from pilothouse.aws.status import Status, is_waiting
from pilothouse.render.cells import shown


def status_changes(before: Status | None, now: Status) -> Iterator[str]:
    """Yield a line for each action of the newest execution whose state changed."""
    old = {(stage.name, action.name): action for stage, action in before.actions()} if before else {}
    changed = [(s, a) for s, a in now.actions() if a.status and old.get((s.name, a.name)) != a]
    for stage, action in sorted(changed, key=_time):
        yield _line(stage, action)


def _time(change: tuple[StageState, ActionState]) -> datetime:
    return change[1].changed or datetime.min.replace(tzinfo=UTC)


def _line(stage: StageState, action: ActionState) -> str:
    time = f"{action.changed.astimezone(UTC):%H:%M:%S}" if action.changed else "--:--:--"
    word = "waits for approval" if is_waiting(action) else action.status
    said = action.said
    return f"{time}  {shown(stage.name)} / {shown(action.name)}  {word}{f'  {shown(said)}' if said else ''}"
