"""Logs in CloudWatch Logs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.logs import LogLine, LogPage
from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoLogs:
    """CloudWatch Logs in one region."""

    logs: Service

    def tail(self, group: str, stream: str, count: int) -> tuple[LogLine, ...]:
        """Return the last lines, empty if the stream doesn't exist."""
        return self._read(group, stream, limit=count, startFromHead=False).lines

    def page(self, group: str, stream: str, mark: str = "") -> LogPage:
        """Return the next page after a mark; without one, the first page."""
        return self._read(group, stream, startFromHead=True, **({"nextToken": mark} if mark else {}))

    def _read(self, group: str, stream: str, **parameters: object) -> LogPage:
        try:
            answer = self.logs.call(
                f"read log {group} {stream}",
                "GetLogEvents",
                logGroupName=group,
                logStreamName=stream,
                **parameters,
            )
        except AwsError as error:
            if error.fault is Fault.NOT_FOUND:
                return LogPage((), "")
            raise
        return LogPage(tuple(_line(event) for event in answer["events"]), answer.get("nextForwardToken", ""))


def _line(event: dict[str, Any]) -> LogLine:
    time = datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
    return LogLine(time, str(event["message"]).rstrip("\r\n"))
