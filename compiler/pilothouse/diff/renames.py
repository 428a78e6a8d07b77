"""Find resources that differ only in their logical IDs."""

from __future__ import annotations

from collections.abc import Mapping

from pilothouse.diff.normalize import Resource, Template
from pilothouse.diff.similarity import Profile, likeness, profile, too_many_pairs

_NEARLY_EQUAL = 0.75  # of all property values, at the same places


def find_renames(before: Template, after: Template) -> Mapping[str, str]:
    """Return old ID -> new ID of resources of one type with nearly equal properties.

    A resource without properties can't be recognized. Among several candidates the properties decide, then
    the similarity of names, then the order.
    """
    gone = _profiles(before, after)
    new = _profiles(after, before)
    if too_many_pairs([leaves for _, leaves in gone], [leaves for _, leaves in new]):
        return {}  # too many changes to pair them: reporting them as removed and added is as good
    candidates = [
        (-alike, -_names_alike(old, one), index, place, old.logical_id, one.logical_id)
        for index, (old, leaves) in enumerate(gone)
        for place, (one, others) in enumerate(new)
        if old.type == one.type and leaves and (alike := likeness(leaves, others)) >= _NEARLY_EQUAL
    ]
    renames: dict[str, str] = {}
    taken: set[str] = set()
    for *_, old_id, new_id in sorted(candidates):
        if old_id not in renames and new_id not in taken:
            renames[old_id] = new_id
            taken.add(new_id)
    return renames


def _profiles(template: Template, other: Template) -> list[tuple[Resource, Profile]]:
    """Return the resources that the other template lacks."""
    alone = (one for name, one in template.resources.items() if name not in other.resources)
    return [(resource, profile(resource.properties)) for resource in alone]


def _names_alike(old: Resource, new: Resource) -> int:
    """Return the number of letters that two logical IDs have in common at their ends."""
    return _common(old.logical_id, new.logical_id) + _common(old.logical_id[::-1], new.logical_id[::-1])


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next(
        (index for index, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other))
    )
