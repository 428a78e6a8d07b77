"""What a stack's status lets one do.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
"""

from __future__ import annotations

REVIEW = "REVIEW_IN_PROGRESS"
"""A stack of which there is only a change set that was never carried out."""

_HALF_MADE = frozenset({"CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"})
_STUCK = frozenset({"UPDATE_ROLLBACK_FAILED", "IMPORT_ROLLBACK_FAILED"})
_DONE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE", "DELETE_COMPLETE"})


def is_running(status: str) -> bool:
    """Whether AWS is at work on the stack."""
    return status.endswith("_IN_PROGRESS") and status != REVIEW


def is_half_made(status: str) -> bool:
    """Whether the stack never came to be, or was not wholly deleted: it can only be deleted."""
    return status in _HALF_MADE


def is_half_deleted(status: str) -> bool:
    """Whether the stack came to be, and an attempt to delete it left some of it."""
    return status == "DELETE_FAILED"


def has_pipeline(status: str) -> bool:
    """Whether the stack came to be, so that its pipeline should be there as well."""
    return status.startswith(("UPDATE_", "IMPORT_")) or status == "CREATE_COMPLETE"


def is_stuck(status: str) -> bool:
    """Whether a person has to help before anything can be done."""
    return status in _STUCK


def has_succeeded(status: str) -> bool:
    """Whether the last operation did what it was asked for."""
    return status in _DONE


def has_failed(status: str) -> bool:
    """Whether a resource, or the whole stack, could not do what it was asked for."""
    return status.endswith(("_FAILED", "ROLLBACK_COMPLETE"))
