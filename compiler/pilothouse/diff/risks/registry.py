"""All that looks for risks, the gravest first."""

from __future__ import annotations

from pilothouse.diff.difference import Comparison
from pilothouse.diff.risks import approvals, attachments, order, permissions, resources, targets
from pilothouse.diff.risks.base import Finder, Risk, RiskKind

FINDERS: tuple[Finder, ...] = (
    approvals.find,
    order.find,
    targets.find,
    permissions.find,
    attachments.find,
    resources.find,
)


def find_risks(comparison: Comparison) -> tuple[Risk, ...]:
    """Return the risks of a comparison, the gravest kind first, each kind in the order of the template."""
    gravity = {kind: place for place, kind in enumerate(RiskKind)}
    risks = [risk for find in FINDERS for risk in find(comparison)]
    return tuple(sorted(risks, key=lambda risk: gravity[risk.kind]))
