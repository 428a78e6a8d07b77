"""The stack of a template. Another name, account or region is another stack, and the old one stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pilothouse.diff.difference import (
    Comparison,
    ResourceAdded,
    ResourceChange,
    ResourceChanged,
    ResourceRemoved,
)
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.update_behavior import UpdateBehavior
from pilothouse.ir.stack import STACK_HOME, TemplatePath

_OF_ONE_STACK = frozenset(
    {
        RiskKind.RESOURCE_REFUSED,
        RiskKind.RESOURCE_REPLACED,
        RiskKind.RESOURCE_DELETED,
        RiskKind.RETENTION_LOST,
    }
)
"""Changes that can only happen within a stack."""


@dataclass(frozen=True, slots=True)
class Home:
    """A stack's name, its account and its region."""

    stack: str
    account: str
    region: str

    def __str__(self) -> str:
        return f"{self.stack} in {self.region} of account {self.account}"


def left_behind(before: Home, after: Home | None, count: int) -> Risk:
    """Return the risk of a stack without a manifest; `count` is the number of its resources.

    `after` is the new stack, if there is one.
    """
    if after is None or before.stack != after.stack:
        other = "name"
    else:
        other = "account" if before.account != after.account else "region"
    path: TemplatePath = (STACK_HOME, other)
    summary = f"the stack {before} stays, and its pipeline still deploys every push"
    details = (
        f"its {count} resources stay until the stack is deleted: `pilothouse delete`, or CloudFormation",
    )
    return Risk(RiskKind.STACK_LEFT_BEHIND, before.stack, summary, details, path, path)


def in_new_stack(comparison: Comparison) -> Comparison:
    """Return the same with everything new in another stack, and everything old kept."""
    resources = tuple(_anew(one) for one in comparison.resources if _differs(one))
    return replace(comparison, resources=resources, consequences=())


def between_stacks(risks: tuple[Risk, ...]) -> Iterator[Risk]:
    """Yield the risks that exist even if no stack is updated."""
    return (risk for risk in risks if risk.kind not in _OF_ONE_STACK)


def _differs(change: ResourceChange) -> bool:
    """Whether a resource differs from the one in the old stack, not only as a consequence."""
    return not isinstance(change, ResourceChanged) or bool(change.effects or change.is_renamed)


def _anew(change: ResourceChange) -> ResourceChange:
    match change:
        case ResourceRemoved():
            return replace(change, is_kept=True)
        case ResourceChanged(effects=effects):
            created = tuple(replace(effect, behavior=UpdateBehavior.CREATE) for effect in effects)
            return replace(change, effects=created, behavior=UpdateBehavior.CREATE, consequences=())
        case ResourceAdded():
            return change
