"""A connection that isn't in the context."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, RenameKey
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.ir.manifest import Provider
from pilothouse.rules.base import Subject
from pilothouse.rules.nearest import write_nearest
from pilothouse.source.route import Route


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding if the source names an unknown connection."""
    source, known = subject.manifest.source, subject.context.connections
    by_token = source.provider is Provider.GITHUB and source.access_token_secret
    uses_connection = source.provider in (Provider.GITHUB, Provider.BITBUCKET) and not by_token
    if uses_connection and source.connection_name and source.connection_name not in known:
        route = (*source.origin, "properties", "connection_name")
        if source.connection_name.startswith("arn:"):
            yield _arn_for_a_name(subject, route)
            return
        help = f'run `pilothouse context pull`, or add it under "connections" in {subject.context.path}'
        yield Diagnostic(
            codes.UNKNOWN_CONNECTION,
            f'connection "{source.connection_name}" is not in {subject.context.path}',
            subject.value(route),
            did_you_mean(source.connection_name, known, help),
            fix=write_nearest(route, source.connection_name, known),
        )


def _arn_for_a_name(subject: Subject, route: Route) -> Diagnostic:
    fix = Fix('write "connection_arn"', (RenameKey(route, "connection_arn"),), is_safe=True)
    message = "this is the ARN of a connection, not its name"
    help = 'write it under "connection_arn"'
    return Diagnostic(codes.UNKNOWN_CONNECTION, message, subject.key(route), help, fix=fix)
