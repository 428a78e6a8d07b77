"""The log of a build."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.aws.account import Account
from pilothouse.aws.clock import Clock, poll
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.builds import Build
from pilothouse.aws.ports.logs import LogLine

PAUSE = 3.0  # seconds between two reads of a log that is being written


def read_build(account: Account, build_id: str) -> Build:
    """Return a build. Raises AwsError if CodeBuild no longer has it."""
    build = account.builds.get(build_id)
    if build is None:
        raise AwsError(
            Fault.NOT_FOUND,
            f"read build {build_id}",
            "CodeBuild has no such build",
            help="it deletes builds after a year, and with their project",
        )
    return build


def build_log(account: Account, build: Build) -> Iterator[LogLine]:
    """Yield the lines that a build has logged so far. Raises AwsError."""
    if build.log_stream:
        yield from _Reading(account, build).rest()


def follow_build(account: Account, build_id: str, clock: Clock) -> Iterator[LogLine]:
    """Yield the lines of a build's log until it ends. Raises AwsError."""
    reading = None
    for _ in poll(clock, PAUSE):
        build = read_build(account, build_id)  # before the log is read, so that its last lines are included
        if build.log_stream:
            reading = reading or _Reading(account, build)
            yield from reading.rest()
        if build.is_complete:
            return


class _Reading:
    """The position up to which a log has been read."""

    def __init__(self, account: Account, build: Build) -> None:
        self._account = account
        self._build = build
        self._mark = ""

    def rest(self) -> Iterator[LogLine]:
        """Yield the new lines; the end is where the mark stays the same."""
        while True:
            page = self._account.logs.page(self._build.log_group, self._build.log_stream, self._mark)
            yield from page.lines
            if page.mark in ("", self._mark):
                return
            self._mark = page.mark
