"""Times for people: exact in UTC, and relative to now."""

from __future__ import annotations

from datetime import UTC, datetime

_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))


def utc(time: datetime) -> str:
    """Write a time to the second: `2026-01-01 00:01:00 UTC`."""
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def iso(time: datetime | None) -> str | None:
    """Write a time for programs: RFC 3339 in UTC, to the second."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if time else None


def ago(time: datetime, now: datetime) -> str:
    """Write the time since then, in its largest unit: `3 minutes ago`."""
    seconds = max(0, int((now - time).total_seconds()))
    for size, unit in _UNITS:
        count = seconds // size
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"
