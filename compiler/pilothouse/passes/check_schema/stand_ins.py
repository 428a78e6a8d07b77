"""Unknown keys written in place of missing ones: two objections of a schema, but one mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from pilothouse.diagnostics.findings import MOST_FINDINGS
from pilothouse.passes.check_schema.objection import Objection
from pilothouse.passes.check_schema.vocabulary import Vocabulary
from pilothouse.source.route import Route


def stand_ins(objections: Iterable[Objection], vocabulary: Vocabulary) -> Mapping[Route, Route]:
    """Map the route of each missing key to the misspelled or misplaced key that was written instead."""
    missing: dict[Route, list[str]] = {}
    unknown: dict[Route, list[str]] = {}
    properties: dict[Route, Mapping[str, object]] = {}
    for objection in objections:
        known = objection.schema.get("properties", {})
        if objection.keyword == "required":
            missing[objection.route] = [key for key in objection.argument if key not in objection.value]
            properties[objection.route] = known
        elif objection.keyword == "additionalProperties":
            free_keys = (key for key in objection.value if key not in known)
            unknown[objection.route] = list(islice(free_keys, MOST_FINDINGS))
    found: dict[Route, Route] = {}
    for route, keys in missing.items():
        free = list(unknown.get(route, ()))
        for key in keys:
            wanted = {key: properties[route].get(key)}
            stand_in = next((other for other in free if vocabulary.meant(other, wanted)), None)
            if stand_in is not None:
                free.remove(stand_in)
                found[(*route, key)] = (*route, stand_in)
            elif len(vocabulary.homes.get(key, ())) == 1:
                elsewhere = ((*other, key) for other, names in unknown.items() if key in names)
                found.update({(*route, key): place for place in elsewhere})
    return found
