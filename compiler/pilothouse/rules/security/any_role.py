"""A pipeline that may hand any role of its account to any service."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.grants import grants
from pilothouse.rules.security.review import Review, once


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note if a role may pass every role: each deployment has roles of its own, so it needs none."""
    found = [
        review.cause(grant.path)
        for grant in grants(review.stack)
        if grant.is_unbounded and "iam:passrole" in grant.actions
    ]
    message = (
        "the pipeline's role may pass any role of the account to CloudFormation, and so become any of them"
    )
    help = "take iam:PassRole and cloudformation:* away by an override: deployments run by roles of their own"
    yield from once(codes.ANY_ROLE, message, help, found)
