"""A build that may administer the keys that it encrypts with."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.grants import grants
from pilothouse.rules.security.review import Review, once


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note if a role has every action of KMS on the artifact keys, their deletion included."""
    found = [review.cause(grant.path) for grant in grants(review.stack) if "kms:*" in grant.actions]
    message = "what is built here may delete the artifact keys, and change who may use them"
    help = "allow kms:Decrypt, kms:DescribeKey and kms:GenerateDataKey alone, by an override"
    yield from once(codes.KEY_ADMINISTRATION, message, help, found, "this action's project, too")
