"""A repository on a host that version 1 doesn't support."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, ReplaceScalar
from pilothouse.ir.manifest import Provider
from pilothouse.ir.repository import HOSTS, foreign_host
from pilothouse.rules.base import Subject
from pilothouse.source.route import Route


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding if the URL names a host other than the provider's own."""
    source = subject.manifest.source
    host = foreign_host(source.provider, source.repository)
    if not host:
        return
    provider = next((name for name, known in HOSTS.items() if host == known), "")
    if "codecommit" in host:
        provider = Provider.CODECOMMIT
    help = (
        f'did you mean "provider: {provider}"?'
        if provider
        else "only github.com and bitbucket.org are supported"
    )
    yield Diagnostic(
        codes.UNSUPPORTED_HOST,
        f"provider {source.provider} reads from {HOSTS[source.provider]}, not from {host}",
        subject.value((*source.origin, "properties", "repository")),
        help,
        fix=_fix((*source.origin, "provider"), provider),
    )


def _fix(route: Route, provider: str) -> Fix | None:
    if not provider:
        return None
    return Fix(f'write "provider: {provider}"', (ReplaceScalar(route, provider),), is_safe=False)
