"""Approvals that Copilot would have ignored: production would be deployed without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import AddEntry, Fix, Remove, RemoveOnly, RenameKey
from pilothouse.diagnostics.place import Key, Place
from pilothouse.ir.document import Document
from pilothouse.source.node import MappingNode
from pilothouse.source.route import Route, show_route

APPROVAL, READ_AS_APPROVAL = "requires_approval", "require_approval"
"""The key, and the misspelling in Copilot's own guide, which is read as the key."""
_APPROVAL = re.compile(r"app?rov|requires?[-_ ]?ap")
_GROUPS = frozenset({"pre_deployments", "deployments", "post_deployments"})
_NO = (None, False, "false", "no", "off", "n", "N", "")
_READ_AS_TRUE = ("yes", "on", "y", "Y")
_YES = (True, *_READ_AS_TRUE)


def lost_approvals(document: Document) -> Iterator[Diagnostic]:
    """Yield a finding for each key that was intended as an approval, but has no effect.

    If the stage requires an approval anyway, nothing is lost.
    """
    for route, value in _entries(document.data, ()):
        if (
            not _is_read(route)
            or not _means_approval(str(route[-1]))
            or value in _NO
            or _is_right(route, value)
        ):
            continue
        stage = _stage_of(route)
        if stage is None:
            yield _outside(document, route)
        elif not _requires_approval(document, stage):
            yield _in_stage(document, route, stage, value)


def _entries(value: Any, route: Route) -> Iterator[tuple[Route, Any]]:
    """Yield every key outside of policies with its value; without recursion, for any depth."""
    pending = [(route, value)]
    while pending:
        here, current = pending.pop()
        if isinstance(current, dict):
            for key, child in current.items():
                if key != "additional_policy":
                    yield (*here, key), child
                    pending.append(((*here, key), child))
        elif isinstance(current, list):
            pending += [((*here, index), child) for index, child in enumerate(current)]


def _means_approval(key: str) -> bool:
    return _APPROVAL.search(key.lower()) is not None


def _is_read(route: Route) -> bool:
    """Whether a key is in a known part of the file, rather than misplaced together with its surroundings."""
    if len(route) == 1:
        return True
    return bool(_stage_of(route)) or (
        route[0] in ("source", "build") and all(isinstance(step, str) for step in route)
    )


def _is_right(route: Route, value: Any) -> bool:
    """Whether an approval is in its right place, or is the name of an action or a deployment."""
    if len(route) == 3 and route[0] == "stages":
        return route[2] in (APPROVAL, READ_AS_APPROVAL)
    is_name = len(route) == 4 and route[2] in _GROUPS
    return is_name and isinstance(value, dict) and "_" not in str(route[3])


def _stage_of(route: Route) -> Route | None:
    return route[:2] if len(route) > 2 and route[0] == "stages" and isinstance(route[1], int) else None


def _requires_approval(document: Document, stage: Route) -> bool:
    entries = document.data["stages"][stage[1]]
    return isinstance(entries, dict) and any(entries.get(key) in _YES for key in (APPROVAL, READ_AS_APPROVAL))


def _in_stage(document: Document, route: Route, stage: Route, value: Any) -> Diagnostic:
    place = Place(document.file.path, Key(route))
    is_plain = value is True or value in _READ_AS_TRUE
    if len(route) == 3:
        message = f'"{route[-1]}" does not require an approval of this stage: the key is "{APPROVAL}"'
        help = f'write "{APPROVAL}: true"'
        edits: tuple[RenameKey | Remove | RemoveOnly | AddEntry, ...] = (RenameKey(route, APPROVAL),)
    else:
        message = f'"{route[-1]}" has no effect in {show_route(route[:-1])}: the stage runs without approval'
        help = f'write "{APPROVAL}: true" next to the stage\'s "name"'
        parent = document.spans.node(route[:-1])
        is_only = isinstance(parent, MappingNode) and len(parent.entries) == 1
        remove = RemoveOnly(route) if is_only else Remove(route)
        edits = (remove, AddEntry(APPROVAL, "true", after="name", parent=stage))
    fix = Fix(help, edits, is_safe=True) if is_plain else None
    return Diagnostic(codes.LOST_APPROVAL, message, place, help, fix=fix)


def _outside(document: Document, route: Route) -> Diagnostic:
    where = f"in {show_route(route[:-1])}" if len(route) > 1 else "at the top level"
    message = f'"{route[-1]}" has no effect {where}: stages run without approval'
    help = f'write "{APPROVAL}: true" in each stage that needs an approval, next to its "name"'
    return Diagnostic(codes.LOST_APPROVAL, message, Place(document.file.path, Key(route)), help)
