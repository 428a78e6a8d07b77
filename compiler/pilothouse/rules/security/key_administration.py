"""A build that can administer the keys that it encrypts with."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.grants import grants
from pilothouse.rules.security.review import Review, once


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note if a role has every action of KMS on the artifact keys, including deletion."""
    found = [review.cause(grant.path) for grant in grants(review.stack) if "kms:*" in grant.actions]
    message = "this build can delete the artifact KMS keys and change their policies"
    help = "allow only kms:Decrypt, kms:DescribeKey and kms:GenerateDataKey, with an override"
    yield from once(codes.KEY_ADMINISTRATION, message, help, found, "this action's project has it, too")
