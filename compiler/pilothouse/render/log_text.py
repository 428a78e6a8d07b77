"""A log as text, and as JSON (docs/output/logs.md)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from pilothouse.aws.ports.builds import Build
from pilothouse.aws.ports.executions import ActionRun
from pilothouse.aws.ports.logs import LogLine
from pilothouse.render.cells import shown
from pilothouse.render.escape import json_text, without_colours

VERSION = 1


def log_line_text(line: LogLine, *, with_time: bool) -> str:
    """Write a line without colors, other controls escaped, after its time (UTC) if requested."""
    text = shown(without_colours(line.text))
    return f"{line.time.astimezone(UTC):%H:%M:%S}  {text}" if with_time else text


def log_json(run: ActionRun, build: Build, lines: Iterable[LogLine]) -> str:
    """Write a whole log for programs."""
    report = {
        "version": VERSION,
        "stage": run.stage,
        "action": run.action,
        "build": build.id,
        "status": build.status,
        "lines": [
            {"time": f"{line.time.astimezone(UTC).isoformat(timespec='milliseconds')}", "text": line.text}
            for line in lines
        ],
    }
    return json_text(report)
