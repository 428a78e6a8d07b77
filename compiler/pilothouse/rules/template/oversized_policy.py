"""A role whose policies, added up, exceed IAM's size limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.stack import TemplatePath
from pilothouse.rules.base import Output
from pilothouse.rules.template.policy_size import policy_size, pseudo_parameters

CHARACTERS = 10_240
"""Of all inline policies of a role, without white space (IAM user guide, "IAM and AWS STS quotas")."""


class _Policy(NamedTuple):
    size: int
    path: TemplatePath


def check(output: Output) -> Iterator[Diagnostic]:
    """Yield a finding for each such role, at the cause of its largest policy."""
    for role, policies in _policies(output).items():
        total = sum(policy.size for policy in policies)
        if total > CHARACTERS:
            largest = max(policies, key=lambda policy: policy.size)
            yield Diagnostic(
                codes.OVERSIZED_POLICY,
                f"the policies of {role} have {total:,} characters; IAM allows {CHARACTERS:,}",
                output.stack.origin(largest.path),
                f"the largest has {largest.size:,}: merge its statements or attach a managed policy instead",
            )


def _policies(output: Output) -> dict[str, list[_Policy]]:
    """Map roles to their inline policies, including attached ones."""
    known = pseudo_parameters(output.region, output.stack.name)
    found: dict[str, list[_Policy]] = {}
    sizes: dict[TemplatePath, int] = {}  # a policy that is attached to many roles is measured once
    for path, role, document in output.stack.policy_documents():
        if path not in sizes:
            sizes[path] = policy_size(document, known)
        found.setdefault(role, []).append(_Policy(sizes[path], path))
    return found
