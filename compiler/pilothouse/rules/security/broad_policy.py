"""An additional policy that allows a whole service."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.grants import Grant, grants
from pilothouse.rules.security.review import Review

_POLICY = "BuildProjectAdditionalPolicy"


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note at each statement that allows every action of a service, or of all, everywhere."""
    for grant in grants(review.stack):
        if grant.path[1] == _POLICY and (allowed := _too_much(grant)):
            place = review.stack.origin(grant.path)
            message = f"the build is allowed {allowed} on every resource in the account"
            help = "list only the actions and resources that the build needs"
            yield Diagnostic(codes.BROAD_POLICY, message, place, help)


def _too_much(grant: Grant) -> str:
    if not grant.is_unbounded:
        return ""
    wide = sorted(action for action in grant.actions if action == "*" or action.endswith(":*"))
    return "everything" if wide[:1] == ["*"] else ", ".join(wide)
