"""What can be done with a stack, by its status.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
"""

from __future__ import annotations

REVIEW = "REVIEW_IN_PROGRESS"
"""A stack that has only a change set that was never executed."""

_HALF_MADE = frozenset({"CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"})
_STUCK = frozenset({"UPDATE_ROLLBACK_FAILED", "IMPORT_ROLLBACK_FAILED"})
_DONE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE", "DELETE_COMPLETE"})


def is_running(status: str) -> bool:
    """Whether AWS is working on the stack."""
    return status.endswith("_IN_PROGRESS") and status != REVIEW


def is_half_made(status: str) -> bool:
    """Whether the creation or deletion of the stack failed: it can only be deleted."""
    return status in _HALF_MADE


def is_half_deleted(status: str) -> bool:
    """Whether the stack was created, and an attempt to delete it left a part behind."""
    return status == "DELETE_FAILED"


def has_pipeline(status: str) -> bool:
    """Whether the stack was created, so that its pipeline should exist as well."""
    return status.startswith(("UPDATE_", "IMPORT_")) or status == "CREATE_COMPLETE"


def is_stuck(status: str) -> bool:
    """Whether a person must help before anything can be done."""
    return status in _STUCK


def has_succeeded(status: str) -> bool:
    """Whether the last operation succeeded."""
    return status in _DONE


def has_failed(status: str) -> bool:
    """Whether an operation of a resource, or of the whole stack, failed."""
    return status.endswith(("_FAILED", "ROLLBACK_COMPLETE"))
