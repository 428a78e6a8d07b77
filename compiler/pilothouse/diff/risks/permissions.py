"""Permissions that are broader than before, and trust that is wider.

Every principal's statements are combined, whatever policies they are in: a statement that moves from one
policy to another isn't a risk. `pilothouse.diff.permissions.grants` defines what counts as broader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pilothouse.diff.difference import Comparison
from pilothouse.diff.node import Node
from pilothouse.diff.permissions.grants import Grant, Statements, comparing_work, lost_denials, new_grants
from pilothouse.diff.permissions.holders import Hold, Holder, Policies, policies_by_holder
from pilothouse.diff.permissions.statement import Statement
from pilothouse.diff.permissions.words import denial_words, grant_words, widest_first
from pilothouse.diff.references import references_in
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.ir.stack import TemplatePath

MOST_WORK = 5_000_000
"""In comparisons of tokens: a second or two. 400 actions on 400 resources against as many others pass."""

_WORK_OF_ONE = 30
"""The minimum cost of a statement."""


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield a risk for each principal, trust and resource policy that allows more, or denies less.

    A new role is compared with everything that any role could do before: only what none could do is a risk.
    Nothing is a risk without an earlier resource.
    """
    if not comparison.before.resources:
        return
    before = policies_by_holder(comparison.before, comparison.renames)
    after = policies_by_holder(comparison.after, {})
    anybody = {hold: _but_for_everybody(_all_of(before, hold)) for hold in Hold}
    effort = _Effort(MOST_WORK)
    for holder, policies in after.items():
        known = before.get(holder)
        old = anybody[holder.hold] if known is None else known
        if not effort.suffices(old, policies):
            yield _incomparable(holder)
            continue
        statements = _together(policies)
        for grants in _by_resource(new_grants(_together(old), statements)):
            yield _broadened(holder, grants, is_new=known is None)
        for denials in _by_resource(lost_denials(_together(known or ()), statements)):
            yield _narrowed(holder, denials)
    yield from _gone(comparison, before, after)


def _gone(
    comparison: Comparison, before: Mapping[Holder, Policies], after: Mapping[Holder, Policies]
) -> Iterator[Risk]:
    """Yield the denials of removed policies, unless their subject was removed, too."""
    still_there = {comparison.renames.get(name, name) for name in comparison.before.resources}
    still_there &= comparison.after.resources.keys()
    for holder, policies in before.items():
        if holder in after:
            continue
        resource = comparison.before.resources.get(holder.name)
        needed = set(references_in(resource.properties)) if resource else set()
        gone = (needed & comparison.before.resources.keys()) - still_there
        is_policy = resource is None or resource.type.endswith("Policy")
        if is_policy and not gone:
            for denials in _by_resource(lost_denials(_together(policies), ())):
                yield _narrowed(holder, denials)


def _but_for_everybody(policies: Policies) -> Policies:
    """Skip what everybody may do: opening one thing to everybody doesn't excuse a new permission."""
    return tuple(
        tuple(one for one in statements if not (isinstance(one, Statement) and one.is_for_everybody))
        for statements in policies
    )


@dataclass(slots=True)
class _Effort:
    """The remaining budget of comparisons."""

    left: int

    def suffices(self, old: Policies, new: Policies) -> bool:
        """Whether two policies can be compared, which is then counted."""
        return self._spend(_WORK_OF_ONE * (sum(map(len, old)) + sum(map(len, new)))) and (
            old == new or self._spend(comparing_work(_together(old), _together(new)))
        )

    def _spend(self, work: int) -> bool:
        if work > self.left:
            return False
        self.left -= work
        return True


def _together(policies: Policies) -> Statements:
    return [statement for statements in policies for statement in statements]


def _by_resource(grants: Iterable[Grant | Node]) -> Iterator[tuple[Grant | Node, ...]]:
    """Group grants by the resource with their policy: each has a different line in a manifest."""
    groups: dict[TemplatePath, list[Grant | Node]] = {}
    for grant in grants:
        groups.setdefault(_path(grant)[:2], []).append(grant)
    yield from (tuple(group) for group in groups.values())


def _all_of(before: Mapping[Holder, Policies], hold: Hold) -> Policies:
    return tuple(policy for holder, policies in before.items() if holder.hold is hold for policy in policies)


def _incomparable(holder: Holder) -> Risk:
    kind = RiskKind.TRUST_WIDENED if holder.hold is Hold.TRUST else RiskKind.PERMISSION_BROADENED
    summary = f"{holder.name} may be allowed more: its policies are too large to compare"
    details = (f"they would take more than {MOST_WORK:,} comparisons: review them yourself",)
    return Risk(kind, holder.name, summary, details, None, ("Resources", holder.name))


def _broadened(holder: Holder, grants: tuple[Grant | Node, ...], *, is_new: bool) -> Risk:
    kind = RiskKind.TRUST_WIDENED if holder.hold is Hold.TRUST else RiskKind.PERMISSION_BROADENED
    subject = f"the new {holder.name}" if is_new else holder.name
    summary = {
        Hold.PERMISSIONS: f"{subject} can do more",
        Hold.TRUST: f"{subject} trusts more than before",
        Hold.RESOURCE: f"the policy of {subject} allows more",
    }[holder.hold]
    if is_new:
        summary += " than any role before" if holder.hold is not Hold.RESOURCE else ""
    details = tuple(grant_words(grant) for grant in widest_first(grants))
    return Risk(kind, holder.name, summary, details, None, _path(grants[0]))


def _narrowed(holder: Holder, denials: tuple[Grant | Node, ...]) -> Risk:
    summary = f"{holder.name} is no longer denied everything that it was"
    details = tuple(denial_words(denial) for denial in widest_first(denials))
    return Risk(RiskKind.DENIAL_NARROWED, holder.name, summary, details, _path(denials[0]), ("Resources",))


def _path(grant: Grant | Node) -> TemplatePath:
    return grant.statement.node.path if isinstance(grant, Grant) else grant.path
