"""A source that is read with somebody's access token."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.graph import TokenSource
from pilothouse.rules.security.review import Review


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note (CodePipeline user guide, "Update a GitHub (via OAuth app) source action")."""
    source = review.graph.source
    if isinstance(source, TokenSource):
        message = "the repository is read with an access token, which has all rights of the person it is from"
        help = (
            'write "provider: GitHub" without "access_token_secret": the pipeline then reads by a connection'
        )
        place = review.key((*source.origin, "properties", "access_token_secret"))
        yield Diagnostic(codes.ACCESS_TOKEN, message, place, help)
