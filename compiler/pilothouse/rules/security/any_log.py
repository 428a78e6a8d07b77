"""A build that can write to every log in its account."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.grants import Grant, grants
from pilothouse.rules.security.review import Review, once


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note if a role can write to logs other than those of builds."""
    found = [review.cause(grant.path) for grant in grants(review.stack) if _writes_any_log(grant)]
    message = "this build can write to any log in the account, including audit logs"
    help = "restrict this to the log groups /aws/codebuild/* with an override"
    yield from once(codes.ANY_LOG, message, help, found, "this action's project has it, too")


def _writes_any_log(grant: Grant) -> bool:
    writes = {"logs:putlogevents", "logs:*"} & grant.actions
    return bool(writes) and any(str(resource).endswith(":logs:*:*:*") for resource in grant.resources)
