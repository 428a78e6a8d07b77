"""A pipeline that can change every pipeline in its account."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.grants import grants
from pilothouse.rules.security.review import Review, once


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note if a role has every action of CodePipeline; a pipeline needs none of them."""
    found = [
        review.cause(grant.path)
        for grant in grants(review.stack)
        if grant.is_unbounded and "codepipeline:*" in grant.actions
    ]
    message = "the pipeline's role can change, start and delete any pipeline in the account"
    help = "remove codepipeline:* with an override: a pipeline doesn't need it"
    yield from once(codes.ANY_PIPELINE, message, help, found)
