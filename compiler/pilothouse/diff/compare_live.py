"""The pipeline in a stack's template, compared with the live pipeline.

CloudFormation doesn't support drift detection for pipelines, so this compares both as values by path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.diff.compare_contexts import ContextChange
from pilothouse.diff.resolve import UNKNOWN, Names, resolve

_DEFAULTS = {"executionMode": "SUPERSEDED", "pipelineType": "V1", "runOrder": "1"}
"""The values that AWS returns for a pipeline whose template doesn't set them."""
_NOT_IN_PIPELINES = frozenset({"disableInboundStageTransitions", "restartExecutionOnUpdate", "tags"})
_VERBATIM = frozenset({"configuration", "environmentVariables"})
"""Their keys are the provider's."""
_MASKED = "****"  # AWS's mask of a token
_SECRET = "{{resolve:"


def compare_live(
    properties: Mapping[str, Any], names: Names, live: Mapping[str, Any], region: str
) -> tuple[ContextChange, ...]:
    """Compare a pipeline's properties in a template with GetPipeline's answer; `region` is its own.

    Paths use names: `stages.Build.actions.Build.configuration.ProjectName`. Old is the template's value.
    """
    declared = _camel_case(resolve(dict(properties), names))
    kept = {key: value for key, value in declared.items() if key not in _NOT_IN_PIPELINES}
    found = {key: value for key, value in live.items() if key != "version"}
    if "name" not in kept:
        found.pop("name", None)
    before, after = dict(_values(_layout(kept, region))), dict(_values(_layout(found, region)))
    return tuple(
        ContextChange(path, before.get(path), after.get(path))
        for path in dict.fromkeys([*before, *after])
        if not _is_equal(before.get(path), after.get(path))
    )


def _is_equal(declared: str | None, found: str | None) -> bool:
    if declared == found:
        return True
    if declared is None or found is None:
        return False
    if found == _MASKED or declared.startswith(_SECRET):
        return True
    parts = map(re.escape, declared.split(UNKNOWN))
    return UNKNOWN in declared and re.fullmatch(".*".join(parts), found) is not None


def _camel_case(value: Any) -> Any:
    """Write a template's keys as in CodePipeline's API."""
    if isinstance(value, list):
        return [_camel_case(item) for item in value]
    if not isinstance(value, dict):
        return value
    keys = {key: key[:1].lower() + key[1:] for key in value}
    return {keys[key]: item if keys[key] in _VERBATIM else _camel_case(item) for key, item in value.items()}


def _layout(pipeline: Mapping[str, Any], region: str) -> dict[str, Any]:
    """Convert the places where two forms mean the same to one form."""
    laid = {key: value for key, value in pipeline.items() if key not in ("artifactStore", "artifactStores")}
    stores = pipeline.get("artifactStores") or {}
    if isinstance(stores, list):
        stores = {store["region"]: store.get("artifactStore") for store in stores}
    if "artifactStore" in pipeline:
        stores = {region: pipeline["artifactStore"], **stores}
    laid["artifactStores"] = stores
    laid["stages"] = [
        {
            **stage,
            "actions": [
                {**action, "region": action.get("region", region)} for action in stage.get("actions", ())
            ],
        }
        for stage in pipeline.get("stages", ())
    ]
    return laid


def _values(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each value with its path; an empty value or a default counts as missing."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        yield from _items(value, path)
    elif value is not None and _DEFAULTS.get(path.rpartition(".")[2]) != _text(value):
        yield path, _text(value)


def _items(items: list[Any], path: str) -> Iterator[tuple[str, str]]:
    """Yield the values of a list's items, by their names where they have any."""
    if items and all(isinstance(item, dict) and "name" in item for item in items):
        if path == "stages":
            yield "stages (order)", ", ".join(str(item["name"]) for item in items)
        for item in items:
            yield f"{path}.{item['name']}", "there"
            yield from _values(
                {key: one for key, one in item.items() if key != "name"}, f"{path}.{item['name']}"
            )
    elif items and not any(isinstance(item, dict | list) for item in items):
        yield path, ", ".join(map(_text, items))
    else:
        for index, item in enumerate(items):
            yield from _values(item, f"{path}[{index}]")


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
