"""All kinds of risks, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable

from pilothouse.diff.difference import Comparison
from pilothouse.diff.risks import (
    access,
    approvals,
    attachments,
    deployments,
    memberships,
    order,
    permissions,
    resources,
    roles,
    sources,
    targets,
)
from pilothouse.diff.risks.base import Finder, Risk, RiskKind

FINDERS: tuple[Finder, ...] = (
    approvals.find,
    order.find,
    targets.find,
    deployments.find,
    sources.find,
    roles.find,
    permissions.find,
    attachments.find,
    memberships.find,
    access.find,
    resources.find,
)


def find_risks(comparison: Comparison) -> tuple[Risk, ...]:
    """Return the risks of a comparison, the gravest kind first, each kind in the order of the template."""
    return gravest_first(risk for find in FINDERS for risk in find(comparison))


def gravest_first(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """Order risks by their kind; those of one kind stay in their order."""
    gravity = {kind: place for place, kind in enumerate(RiskKind)}
    return tuple(sorted(risks, key=lambda risk: gravity[risk.kind]))
