"""A pipeline that may change every pipeline of its account."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.grants import grants
from pilothouse.rules.security.review import Review, once


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note if a role has every action of CodePipeline, none of which a pipeline needs."""
    found = [
        review.cause(grant.path)
        for grant in grants(review.stack)
        if grant.is_unbounded and "codepipeline:*" in grant.actions
    ]
    message = "the pipeline's role may change, start and delete any pipeline of the account"
    help = "take codepipeline:* away by an override: a pipeline needs none of it to run"
    yield from once(codes.ANY_PIPELINE, message, help, found)
