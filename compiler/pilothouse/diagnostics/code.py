"""A diagnostic code."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.diagnostics.severity import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of defect: a stable number, a stable name, its usual severity, a one-line summary."""

    id: str
    slug: str
    severity: Severity
    summary: str
