"""Permissions that are broader than before, and trust that is wider.

Every principal's statements are taken together, whatever policies they stand in: a statement that moves from
one policy to another is no risk. See `pilothouse.diff.permissions.grants` for what counts as broader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pilothouse.diff.difference import Comparison
from pilothouse.diff.node import Node
from pilothouse.diff.permissions.grants import Grant, Statements, lost_denials, new_grants
from pilothouse.diff.permissions.holders import Hold, Holder, statements_by_holder
from pilothouse.diff.permissions.words import denial_words, grant_words
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.ir.stack import TemplatePath

_Known = Mapping[Holder, Statements]


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield a risk for each principal, trust and resource policy that allows more, or denies less.

    A new role is held against all that any role could do before: only what nobody could do is a risk. Nothing
    is a risk where there was no resource before.
    """
    if not comparison.before.resources:
        return
    before = statements_by_holder(comparison.before, comparison.renames)
    after = statements_by_holder(comparison.after, {})
    for holder, statements in after.items():
        known = before.get(holder)
        old = _all_of(before, holder.hold) if known is None else known
        for grants in _by_resource(new_grants(old, statements)):
            yield _broadened(holder, grants, is_new=known is None)
        for denials in _by_resource(lost_denials(known or (), statements)):
            yield _narrowed(holder, denials)


def _by_resource(grants: Iterable[Grant | Node]) -> Iterator[tuple[Grant | Node, ...]]:
    """Group grants by the resource whose policy holds them: each has its own line in a manifest."""
    groups: dict[TemplatePath, list[Grant | Node]] = {}
    for grant in grants:
        groups.setdefault(_path(grant)[:2], []).append(grant)
    yield from (tuple(group) for group in groups.values())


def _all_of(before: _Known, hold: Hold) -> Statements:
    return [
        statement for holder, statements in before.items() if holder.hold is hold for statement in statements
    ]


def _broadened(holder: Holder, grants: tuple[Grant | Node, ...], *, is_new: bool) -> Risk:
    kind = RiskKind.TRUST_WIDENED if holder.hold is Hold.TRUST else RiskKind.PERMISSION_BROADENED
    subject = f"the new {holder.name}" if is_new else holder.name
    summary = {
        Hold.PERMISSIONS: f"{subject} may do more",
        Hold.TRUST: f"{subject} trusts more than before",
        Hold.RESOURCE: f"the policy of {subject} allows more",
    }[holder.hold]
    if is_new:
        summary += " than any role before" if holder.hold is not Hold.RESOURCE else ""
    details = tuple(grant_words(grant) for grant in grants)
    return Risk(kind, holder.name, summary, details, None, _path(grants[0]))


def _narrowed(holder: Holder, denials: tuple[Grant | Node, ...]) -> Risk:
    summary = f"{holder.name} is no longer denied everything that it was"
    details = tuple(denial_words(denial) for denial in denials)
    return Risk(
        RiskKind.DENIAL_NARROWED, holder.name, summary, details, _path(denials[0]), ("Resources", holder.name)
    )


def _path(grant: Grant | Node) -> TemplatePath:
    return grant.statement.node.path if isinstance(grant, Grant) else grant.path
