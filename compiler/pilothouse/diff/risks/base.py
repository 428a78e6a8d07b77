"""A risk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pilothouse.diff.difference import Comparison
from pilothouse.ir.stack import TemplatePath


class RiskKind(StrEnum):
    """The slugs are stable: JSON carries them, and people filter by them. Gravest first."""

    APPROVAL_REMOVED = "approval-removed"
    APPROVAL_BYPASSED = "approval-bypassed"
    TRANSITION_ENABLED = "transition-enabled"
    CONDITION_REMOVED = "condition-removed"
    STAGE_ORDER_LOST = "stage-order-lost"
    DEPLOYMENT_ORDER_LOST = "deployment-order-lost"
    STACK_LEFT_BEHIND = "stack-left-behind"
    ACCOUNT_CHANGED = "account-changed"
    REGION_CHANGED = "region-changed"
    SOURCE_CHANGED = "source-changed"
    ROLE_CHANGED = "role-changed"
    TRUST_WIDENED = "trust-widened"
    PERMISSION_BROADENED = "permission-broadened"
    DENIAL_NARROWED = "denial-narrowed"
    MANAGED_POLICY_ADDED = "managed-policy-added"
    BOUNDARY_CHANGED = "boundary-changed"
    ACCESS_OPENED = "access-opened"
    UNJUDGED = "unjudged"
    STACK_DELETED = "stack-deleted"
    RETENTION_LOST = "retention-lost"
    RESOURCE_REFUSED = "resource-refused"
    RESOURCE_REPLACED = "resource-replaced"
    RESOURCE_DELETED = "resource-deleted"


@dataclass(frozen=True, slots=True)
class Risk:
    """A change that deserves a second look.

    `resource` is a logical ID, `summary` one sentence without a full stop, `details` what it rests on.
    `before` and `after` lead to it in the templates; where it is gone, `after` leads to what held it.
    """

    kind: RiskKind
    resource: str
    summary: str
    details: tuple[str, ...]
    before: TemplatePath | None
    after: TemplatePath


Finder = Callable[[Comparison], Iterator[Risk]]
"""Yields the risks of one kind in a comparison."""
