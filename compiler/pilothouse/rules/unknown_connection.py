"""A connection that the context doesn't know."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.ir.manifest import Provider
from pilothouse.rules.base import Subject
from pilothouse.rules.nearest import write_nearest


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding if the source names an unknown connection."""
    source, known = subject.manifest.source, subject.context.connections
    by_token = source.provider is Provider.GITHUB and source.access_token_secret
    uses_connection = source.provider in (Provider.GITHUB, Provider.BITBUCKET) and not by_token
    if uses_connection and source.connection_name and source.connection_name not in known:
        help = f'add it under "connections" of {subject.context.path}, with its ARN'
        route = (*source.origin, "properties", "connection_name")
        yield Diagnostic(
            codes.UNKNOWN_CONNECTION,
            f'connection "{source.connection_name}" is not in {subject.context.path}',
            subject.value(route),
            did_you_mean(source.connection_name, known, help),
            fix=write_nearest(route, source.connection_name, known),
        )
