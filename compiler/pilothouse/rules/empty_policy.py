"""An additional policy without a statement."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.severity import Severity
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning, or an error if the key itself is missing.

    IAM requires at least one statement (IAM user guide, grammar of the policy language).
    """
    build = subject.manifest.build
    if build.additional_policy is not None and not build.additional_policy.get("Statement"):
        message = "the additional policy has no statement; IAM rejects such a policy"
        place = subject.key((*build.origin, "additional_policy", "PolicyDocument"))
        help = 'add a "Statement", or remove "additional_policy"'
        finding = Diagnostic(codes.EMPTY_POLICY, message, place, help)
        is_missing = "Statement" not in build.additional_policy
        yield finding.at_severity(Severity.ERROR) if is_missing else finding
