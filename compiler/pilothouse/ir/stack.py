"""A CloudFormation stack, ready to be written: its template, its tags, and the origin of each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pilothouse.diagnostics.place import Place

MAX_DEPTH = 150
"""How deeply values may be nested in a template: a file alone reaches 100, plus the levels around it.

Everything that walks a template uses recursion.
"""
TemplatePath = tuple[str | int, ...]
STACK_TAGS = "StackTags"
STACK_HOME = "StackHome"
OUTSIDE_TEMPLATE = (STACK_TAGS, STACK_HOME)
"""The first part of the origins of what is not in the template: tags; name, account and region."""


@dataclass(frozen=True, slots=True)
class Stack:
    """`origins` maps a path in the template to the place that caused it; the longest prefix counts.

    A place is in the manifest, or in an override that wrote this part. The empty path always has an origin.
    `removals` maps a path in the emitted template to the patch that removed that part.
    """

    name: str
    template: dict[str, Any]
    tags: Mapping[str, str]
    origins: Mapping[TemplatePath, Place]
    removals: Mapping[TemplatePath, Place] = field(default_factory=dict)

    @property
    def resources(self) -> Mapping[str, Any]:
        """The resources by logical ID; an override may have replaced any or all of them with anything."""
        found = self.template.get("Resources")
        return found if isinstance(found, dict) else {}

    def properties(self, logical_id: str) -> dict[str, Any]:
        """Return a resource's properties; none if an override removed or deformed them."""
        resource = self.resources.get(logical_id)
        properties = resource.get("Properties") if isinstance(resource, dict) else None
        return properties if isinstance(properties, dict) else {}

    def of_type(self, resource_type: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the logical ID and the properties of each resource of a type."""
        for logical_id, resource in self.resources.items():
            if isinstance(resource, dict) and resource.get("Type") == resource_type:
                yield logical_id, self.properties(logical_id)

    def policy_documents(self) -> Iterator[tuple[TemplatePath, str, dict[str, Any]]]:
        """Yield each inline policy of each role, attached ones included: its path, the role, the document."""
        for logical_id in self.resources:
            properties = self.properties(logical_id)
            path: TemplatePath = ("Resources", logical_id, "Properties")
            for index, policy in enumerate(_list(properties.get("Policies"))):
                document = policy.get("PolicyDocument") if isinstance(policy, dict) else None
                yield (*path, "Policies", index, "PolicyDocument"), logical_id, _dict(document)
            for role in _list(properties.get("Roles")):
                document = _dict(properties.get("PolicyDocument"))
                yield (*path, "PolicyDocument"), str(_dict(role).get("Ref", "")), document

    def origin(self, path: TemplatePath) -> Place:
        """Return the place that caused the template's `path`."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                return self.origins[path[:length]]
        return self.origins[()]


def is_too_deep(template: Any) -> bool:
    """Whether values of a template are nested more than `MAX_DEPTH` deep."""
    level = [template]
    for _ in range(MAX_DEPTH):
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return False
    return True


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
