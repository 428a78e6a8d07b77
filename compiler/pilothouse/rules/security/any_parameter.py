"""A build that can read every parameter in its account."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.rules.security.review import Review, once

_READ_ALL = ":iam::aws:policy/AmazonSSMReadOnlyAccess"


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note if a role has the managed policy that reads all of Systems Manager."""
    message = "this build can read every parameter in the account, including encrypted ones"
    help = "replace it with ssm:Get* on /copilot/applications/… with an override"
    yield from once(
        codes.ANY_PARAMETER, message, help, list(_roles(review)), "this action's project has it, too"
    )


def _roles(review: Review) -> Iterator[Place]:
    for logical_id, properties in review.stack.of_type("AWS::IAM::Role"):
        policies = properties.get("ManagedPolicyArns")
        if isinstance(policies, list) and any(str(policy).endswith(_READ_ALL) for policy in policies):
            yield review.cause(("Resources", logical_id, "Properties", "ManagedPolicyArns"))
