"""A pipeline that can pass any role in its account to any service."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.grants import grants
from pilothouse.rules.security.review import Review, once


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note if a role can pass every role. Each deployment has its own role, so this isn't needed."""
    found = [
        review.cause(grant.path)
        for grant in grants(review.stack)
        if grant.is_unbounded and "iam:passrole" in grant.actions
    ]
    message = (
        "the pipeline's role can pass any role in the account to CloudFormation, and so act as that role"
    )
    help = "remove iam:PassRole and cloudformation:* with an override: each deployment uses its own role"
    yield from once(codes.ANY_ROLE, message, help, found)
