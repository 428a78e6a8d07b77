"""An additional policy without a statement."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning: IAM wants at least one statement (IAM user guide, grammar of the policy language)."""
    build = subject.manifest.build
    if build.additional_policy is not None and not build.additional_policy.get("Statement"):
        message = "the additional policy has no statement, and IAM refuses it"
        place = subject.key((*build.origin, "additional_policy", "PolicyDocument"))
        yield Diagnostic(
            codes.EMPTY_POLICY, message, place, 'add a "Statement", or remove "additional_policy"'
        )
