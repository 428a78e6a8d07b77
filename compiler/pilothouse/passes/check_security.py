"""Run the security rules on a pipeline, and look for secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.ir.manifest import Manifest
from pilothouse.ir.script import Script
from pilothouse.rules.security import plaintext_secret
from pilothouse.rules.security.registry import SECURITY_RULES
from pilothouse.rules.security.review import Review


def check_security(review: Review) -> Iterator[Diagnostic]:
    """Yield the permissions of a pipeline that it doesn't need.

    Input: a graph, its stack, and its buildspecs. Output: notes at the lines that cause them.
    """
    for rule in SECURITY_RULES:
        yield from at_most(rule(review))


def check_secrets(manifest: Manifest, scripts: Iterable[Script]) -> Iterator[Diagnostic]:
    """Yield the secrets in plain text.

    Input: a manifest, and the buildspecs that it uses. Output: a finding at each secret.
    """
    return at_most(plaintext_secret.check(manifest, scripts))
