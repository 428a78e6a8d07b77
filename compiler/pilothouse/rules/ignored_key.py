"""A key that has no effect next to the others."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, Remove
from pilothouse.ir.manifest import Provider, SourceSection
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning for each property of the source that its provider doesn't use."""
    source = subject.manifest.source
    for key, reason in _ignored(source).items():
        if getattr(source, key):
            route = (*source.origin, "properties", key)
            fix = Fix(f'remove "{key}"', (Remove(route),), is_safe=False)
            message = f'"{key}" has no effect: {reason}'
            yield Diagnostic(codes.IGNORED_KEY, message, subject.key(route), "remove it", fix=fix)


def _ignored(source: SourceSection) -> dict[str, str]:
    if source.provider is Provider.CODECOMMIT:
        reason = "CodeCommit uses IAM"
        return dict.fromkeys(("access_token_secret", "connection_name", "connection_arn"), reason)
    if source.provider is Provider.BITBUCKET:
        ignored = {"access_token_secret": "Bitbucket uses a connection"}
    elif source.provider is Provider.GITHUB_V1 or source.access_token_secret:
        reason = "the access token is used instead of a connection"
        return dict.fromkeys(("connection_name", "connection_arn", "output_artifact_format"), reason)
    else:
        ignored = {}
    if source.connection_name:
        ignored["connection_arn"] = "connection_name takes precedence"
    return ignored
