"""Find resources that are the same but for their logical IDs."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from pilothouse.diff.normalize import Resource, Template
from pilothouse.diff.similarity import similarity

_NEARLY_EQUAL = 0.75  # of all property values, at the same places


def find_renames(before: Template, after: Template) -> Mapping[str, str]:
    """Return old ID -> new ID of resources of one type with near-equal properties.

    Among several candidates the properties decide, then the likeness of the names, then the order.
    """
    gone = [resource for name, resource in before.resources.items() if name not in after.resources]
    new = [resource for name, resource in after.resources.items() if name not in before.resources]
    candidates = [
        (-likeness, -_names_alike(old, one), index, place, old.logical_id, one.logical_id)
        for index, old in enumerate(gone)
        for place, one in enumerate(new)
        if old.type == one.type and (likeness := _likeness(old, one)) >= _NEARLY_EQUAL
    ]
    renames: dict[str, str] = {}
    taken: set[str] = set()
    for *_, old_id, new_id in sorted(candidates):
        if old_id not in renames and new_id not in taken:
            renames[old_id] = new_id
            taken.add(new_id)
    return renames


def _likeness(old: Resource, new: Resource) -> float:
    if not old.properties.entries and not new.properties.entries:
        return 0.0  # nothing in common but the type
    return similarity(old.properties, new.properties)


def _names_alike(old: Resource, new: Resource) -> float:
    return SequenceMatcher(None, old.logical_id, new.logical_id, autojunk=False).ratio()
