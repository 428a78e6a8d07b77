"""The permissions that a template's roles grant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pilothouse.ir.stack import Stack, TemplatePath


@dataclass(frozen=True, slots=True)
class Grant:
    """An allowing statement: its actions in lower case, its resources as written."""

    path: TemplatePath
    actions: frozenset[str]
    resources: tuple[Any, ...]

    @property
    def is_unbounded(self) -> bool:
        """Whether the statement applies to every resource."""
        return "*" in self.resources


def grants(stack: Stack) -> Iterator[Grant]:
    """Yield every statement of every role's inline policies, attached ones included."""
    documents = {
        path: document for path, _, document in stack.policy_documents()
    }  # one policy may be attached to many roles
    for path, document in documents.items():
        yield from _statements(document, path)


def _statements(document: dict[str, Any], path: TemplatePath) -> Iterator[Grant]:
    for index, statement in enumerate(_list(document.get("Statement"))):
        if isinstance(statement, dict) and statement.get("Effect") == "Allow":
            actions = frozenset(str(action).lower() for action in _list(statement.get("Action")))
            yield Grant((*path, "Statement", index), actions, tuple(_list(statement.get("Resource"))))


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
