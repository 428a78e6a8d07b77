"""A production environment that is deployed to without an approval."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.review import Review

_PRODUCTION = re.compile(r"(?:^|-)(?:prod|prd|production|live)(?:-|$)", re.IGNORECASE)


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note at each stage whose name looks like production."""
    for stage in review.graph.deployed_stages:
        if _PRODUCTION.search(stage.name) and stage.approval is None:
            message = f'every commit on the branch is deployed to "{stage.name}" without approval'
            place = review.value((*stage.origin, "name"))
            yield Diagnostic(codes.UNAPPROVED_PRODUCTION, message, place, 'add "requires_approval: true"')
