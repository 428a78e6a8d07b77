"""A GitHubV1 source without an access token."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.manifest import Provider
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding if no secret is named."""
    source = subject.manifest.source
    if source.provider is Provider.GITHUB_V1 and not source.access_token_secret:
        yield Diagnostic(
            codes.MISSING_KEY,
            '"access_token_secret" is missing from source.properties',
            subject.key((*source.origin, "properties")),
            "GitHubV1 needs an access token: name its secret, or use provider GitHub with a connection",
        )
