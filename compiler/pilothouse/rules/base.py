"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.context import Context
from pilothouse.ir.manifest import Manifest
from pilothouse.source.route import Route


@dataclass(frozen=True, slots=True)
class Subject:
    """What rules look at: a manifest, its world, and the workloads that a stage deploys by default."""

    manifest: Manifest
    context: Context
    workloads: tuple[str, ...]

    def key(self, route: Route) -> Place:
        """The manifest's key that leads to `route`."""
        return Place(self.manifest.path, Key(route))

    def value(self, route: Route) -> Place:
        """The manifest's value at `route`."""
        return Place(self.manifest.path, Value(route))


Rule = Callable[[Subject], Iterator[Diagnostic]]
"""A rule yields a finding for each place where its defect stands."""
