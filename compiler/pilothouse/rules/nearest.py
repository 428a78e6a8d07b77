"""The known name that somebody probably meant, for rules."""

from __future__ import annotations

from pilothouse.diagnostics.nearest import did_you_mean, nearest

__all__ = ["did_you_mean", "nearest"]
