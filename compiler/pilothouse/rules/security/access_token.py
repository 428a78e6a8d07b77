"""A source that is read with a personal access token."""

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
        message = "the repository is read with an access token, which has all the rights of its owner"
        help = 'write "provider: GitHub" without "access_token_secret": the pipeline then uses a connection'
        place = review.key((*source.origin, "properties", "access_token_secret"))
        yield Diagnostic(codes.ACCESS_TOKEN, message, place, help)
