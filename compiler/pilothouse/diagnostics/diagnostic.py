"""A finding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.place import Place
from pilothouse.diagnostics.severity import Severity

if TYPE_CHECKING:  # most findings have no fix, and most runs no findings
    from pilothouse.diagnostics.fix import Fix


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a finding, with its role (`first defined here`)."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One defect: what is wrong, where, and what to do about it.

    `message` is one sentence without a full stop; `help` the next step, empty if there is none.
    """

    code: Code
    message: str
    place: Place
    help: str = ""
    related: tuple[Related, ...] = ()
    severity_override: Severity | None = None
    fix: Fix | None = None

    @property
    def severity(self) -> Severity:
        """The code's severity, unless this finding overrides it."""
        return self.severity_override or self.code.severity

    def at_severity(self, severity: Severity) -> Diagnostic:
        """Return the same finding with a different severity."""
        return replace(self, severity_override=severity)
