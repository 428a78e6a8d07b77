"""What lacks something that a patch removed: the patch is the cause of what is wrong there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.diagnostics.place import Place
from pilothouse.ir.references import references_of
from pilothouse.ir.stack import TemplatePath
from pilothouse.passes.override.patch import Patch

_REFERRED = ("Resources", "Parameters", "Conditions", "Mappings")
_ENTRY = 2  # steps to an entry of a section
_PIPELINE = "AWS::CodePipeline::Pipeline"

Removals = Mapping[TemplatePath, Place]
"""The original paths of removed parts, and the patch that removed each."""


def dangling_origins(
    before: Any, after: Any, patches: tuple[Patch, ...], removals: Removals
) -> Iterator[tuple[TemplatePath, Place]]:
    """Yield the origin of each part that lacks what a patch removed; both templates are plain data."""
    yield from _references(after, patches)
    if removals:
        yield from _artifacts(before, after, removals)
        yield from _first_stages(before, after, removals)


def _references(template: Any, patches: tuple[Patch, ...]) -> Iterator[tuple[TemplatePath, Place]]:
    """Yield the references to what is no longer there, or has no type any more."""
    removed = {
        patch.pointer[1]: patch.place
        for patch in patches
        if patch.operation == "remove" and patch.pointer[0] in _REFERRED and _is_whole(patch.pointer)
    }
    there = {name for name, resource in _map(template, "Resources").items() if _has_type(resource)}
    there |= {name for section in _REFERRED[1:] for name in _map(template, section)}
    gone = {name: place for name, place in removed.items() if name not in there}
    if gone:
        for path, name in references_of(template):
            if name in gone:
                yield path, gone[name]


def _is_whole(pointer: tuple[str, ...]) -> bool:
    return len(pointer) == _ENTRY or pointer[_ENTRY:] == ("Type",)


def _has_type(resource: Any) -> bool:
    return isinstance(resource, dict) and "Type" in resource


def _artifacts(before: Any, after: Any, removals: Removals) -> Iterator[tuple[TemplatePath, Place]]:
    """Yield the input artifacts that no action makes any more."""
    made = {name for _, name in _named_artifacts(after, "OutputArtifacts")}
    gone = {
        name: place
        for path, name in _named_artifacts(before, "OutputArtifacts")
        if name not in made and (place := _removal(path, removals))
    }
    for path, name in _named_artifacts(after, "InputArtifacts"):
        if name in gone:
            yield path, gone[name]


def _first_stages(before: Any, after: Any, removals: Removals) -> Iterator[tuple[TemplatePath, Place]]:
    """Yield the actions of a stage that is a pipeline's first because a patch removed the one before it."""
    known = {path[:-2]: path[:-2] for path, _ in _actions(before) if path[-3] == 0}
    for path, _ in _actions(after):
        place = _removal(known[path[:-2]], removals) if path[-3] == 0 and path[:-2] in known else None
        if place:
            yield path, place


def _removal(path: TemplatePath, removals: Removals) -> Place | None:
    found = (removals[path[:length]] for length in range(len(path), 0, -1) if path[:length] in removals)
    return next(found, None)


def _named_artifacts(template: Any, kind: str) -> Iterator[tuple[TemplatePath, str]]:
    for path, action in _actions(template):
        for index, artifact in enumerate(_list(action.get(kind))):
            if isinstance(artifact, dict) and isinstance(artifact.get("Name"), str):
                yield (*path, kind, index), artifact["Name"]


def _actions(template: Any) -> Iterator[tuple[TemplatePath, dict[str, Any]]]:
    """Yield the actions of all pipelines: their paths end with `Stages`, INDEX, `Actions`, INDEX."""
    for logical_id, resource in _map(template, "Resources").items():
        if isinstance(resource, dict) and resource.get("Type") == _PIPELINE:
            path: TemplatePath = ("Resources", logical_id, "Properties", "Stages")
            for index, stage in enumerate(_list(_map(resource, "Properties").get("Stages"))):
                for place, action in enumerate(_list(_map({"Stage": stage}, "Stage").get("Actions"))):
                    if isinstance(action, dict):
                        yield (*path, index, "Actions", place), action


def _map(value: Any, key: str) -> dict[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
