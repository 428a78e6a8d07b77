"""A resource to emit, and the guard around troposphere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from pilothouse.passes.emit.origin import Origin, Origins
from pilothouse.source.route import Route


class EmitError(Exception):
    """troposphere rejected a value; the text is its reason."""


class _AwsObject(Protocol):
    def to_dict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Resource:
    """A logical ID, how to build its resource, and the causes of the resource and its parts."""

    logical_id: str
    build: Callable[[], _AwsObject]
    origin: Route
    details: Origins = field(default_factory=dict)

    @property
    def origins(self) -> Origins:
        """Origins by path below the resource."""
        return {(): Origin(self.origin), **self.details}

    def to_dict(self) -> dict[str, Any]:
        """Build the resource as plain data. Raises EmitError for any exception of troposphere."""
        try:
            data = self.build().to_dict()
        except (AttributeError, TypeError, ValueError) as error:
            raise EmitError(" ".join(str(error).split())) from error
        order = ("Type", "DependsOn", "Properties")
        return {key: data[key] for key in order if key in data}
