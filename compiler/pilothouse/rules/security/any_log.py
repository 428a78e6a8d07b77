"""A build that may write to every log of its account."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.grants import Grant, grants
from pilothouse.rules.security.review import Review, once


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note if a role may write to logs other than those of builds."""
    found = [review.cause(grant.path) for grant in grants(review.stack) if _writes_any_log(grant)]
    message = "what is built here may write to any log of the account, audit logs included"
    help = "allow the log groups /aws/codebuild/* alone, by an override"
    yield from once(codes.ANY_LOG, message, help, found, "this action's project, too")


def _writes_any_log(grant: Grant) -> bool:
    writes = {"logs:putlogevents", "logs:*"} & grant.actions
    return bool(writes) and any(str(resource).endswith(":logs:*:*:*") for resource in grant.resources)
