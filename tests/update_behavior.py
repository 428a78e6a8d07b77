"""What the resource schemas that cfn-lint ships say of updates and of lists, as tables for `diff`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from cfnlint.helpers import REGIONS
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

REGION = "us-east-1"
_PREFIX = "/properties/"
_MOST_REFERENCES = 10

ORDER_MAY_COUNT = re.compile(
    r"\w*(Command|SearchDomains|ContainerArguments|ContainerEntrypoint|Columns?|ColumnNames|ColumnValues|PartitionKeys|Fields"
    r"|InitContainers|Overrides|Strategy|Behaviors|Rules?|RuleStatements|Steps?|StepAdjustments|Stages"
    r"|Transform\w*|Rewrites|Recipes|Renditions|Priorit\w*|Criteria\w*|Order\w*|Actions?|Activities|Periods"
    r"|Servers|EvaluateOnExit|Expression|Conditions|Intents|Slots|Elements|Path|Segments|Cells|Layers|Options"
    r"|Inputs|Outputs|Functions|Queries|Parameters|SampleUtterances|MessageGroups\w*|Computations)"
)
"""Lists whose order a schema calls irrelevant, while their name says that the service may go by it.

Commands, columns, rules and the like: in doubt there is a difference.
"""

NETWORK = re.compile(r"\w*(Subnets|SubnetIds|SecurityGroups|SecurityGroupIds)")
"""Lists of IDs that are sets to EC2, also where a schema doesn't say so (that of Lambda functions)."""


def update_behavior_table() -> str:
    """Return the text of `update_behavior.json`: one line for each resource type."""
    return _table(_pointers)


def unordered_lists_table() -> str:
    """Return the text of `unordered_lists.json`: one line for each resource type that has such lists."""
    return _table(lambda schema: sorted(set(_unordered(schema, schema, (), frozenset()))))


def _table(read: Callable[[dict[str, Any]], list[Any]]) -> str:
    found = {name: read(schema) for name, schema in sorted(_schemas())}
    lines = [f"{json.dumps(name)}: {json.dumps(known)}" for name, known in found.items() if known]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema of each type: that of one region, or of the first region that has the type."""
    known: set[str] = set()
    for region in (REGION, *REGIONS):
        for name in sorted(set(PROVIDER_SCHEMA_MANAGER.get_resource_types(region)) - known):
            known.add(name)
            yield name, PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, name).schema


def _pointers(schema: dict[str, Any]) -> list[list[str]]:
    return [
        sorted({pointer.removeprefix(_PREFIX) for pointer in schema.get(kind, [])})
        for kind in ("createOnlyProperties", "conditionalCreateOnlyProperties")
    ]


def _unordered(
    part: dict[str, Any], schema: dict[str, Any], path: tuple[str, ...], above: frozenset[str]
) -> Iterator[str]:
    """Yield the pointers of lists with `insertionOrder: false`; a definition within itself ends it."""
    for _ in range(_MOST_REFERENCES):
        reference = part.get("$ref", "")
        if not reference.startswith("#/") or reference in above:
            break
        above |= {reference}
        part = schema
        for step in reference[2:].split("/"):
            part = part.get(step, {})
    if "$ref" in part:
        return
    if _is_unordered(part, path[-1] if path else ""):
        yield "/".join(path)
    if isinstance(part.get("items"), dict):
        yield from _unordered(part["items"], schema, (*path, "*"), above)
    for name, inner in part.get("properties", {}).items():
        yield from _unordered(inner, schema, (*path, name), above)


def _is_unordered(part: dict[str, Any], name: str) -> bool:
    if part.get("type") == "array" and NETWORK.fullmatch(name):
        return bool(part.get("items", {}).get("type") == "string")
    return part.get("insertionOrder") is False and not ORDER_MAY_COUNT.fullmatch(name)
