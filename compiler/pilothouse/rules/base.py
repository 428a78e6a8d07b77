"""The type of a rule, and the subjects that rules check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.context import Context
from pilothouse.ir.graph import Action, Graph, Stage
from pilothouse.ir.manifest import Manifest
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.script import Script
from pilothouse.ir.stack import Stack
from pilothouse.source.file import SourceFile
from pilothouse.source.route import Route


class Files(Protocol):
    """The files of a workspace, by their path from its root, with `/`."""

    def exists(self, path: str) -> bool:
        """Whether there is a file at `path`."""
        ...

    def read(self, path: str) -> Outcome[SourceFile]:
        """Return the text at `path`, or the reason why it can't be read."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """A manifest, its context, and the workloads that a stage deploys by default.

    `files` is None if there is no workspace; rules that need files then report nothing. `windows` are the
    workspace's workloads that require Windows containers.
    """

    manifest: Manifest
    context: Context
    workloads: tuple[str, ...]
    files: Files | None = None
    windows: frozenset[str] = frozenset()

    def key(self, route: Route) -> Place:
        """The manifest's key at `route`."""
        return Place(self.manifest.path, Key(route))

    def value(self, route: Route) -> Place:
        """The manifest's value at `route`."""
        return Place(self.manifest.path, Value(route))


@dataclass(frozen=True, slots=True)
class Plan:
    """The graph of a pipeline, and the manifest's path."""

    graph: Graph
    path: str

    def stage(self, stage: Stage) -> Place:
        """The place of a stage's name."""
        return Place(self.path, Value((*stage.origin, "name")))

    def action(self, stage: Stage, action: Action) -> Place:
        """The key of an action; a default deployment has its stage's name instead."""
        return self.stage(stage) if action.origin == stage.origin else Place(self.path, Key(action.origin))


@dataclass(frozen=True, slots=True)
class Output:
    """A stack, its template as text, and the region to deploy it to."""

    stack: Stack
    text: str
    region: str

    @property
    def stages(self) -> Place:
        """The manifest's key `stages`."""
        return Place(self.stack.origin(()).path, Key(("stages",)))


Rule = Callable[[Subject], Iterator[Diagnostic]]
"""A rule yields one finding for each place with its defect."""
ContextRule = Callable[[Context], Iterator[Diagnostic]]
GraphRule = Callable[[Plan], Iterator[Diagnostic]]
BuildspecRule = Callable[[Script], Iterator[Diagnostic]]
TemplateRule = Callable[[Output], Iterator[Diagnostic]]
