"""Stale configuration and manual changes: workspace, context, stack and pipeline compared in turn."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.diff.compare_contexts import ContextChange
from pilothouse.diff.stack_diff import StackDiff


@dataclass(frozen=True, slots=True)
class ContextDrift:
    """The context file compared with AWS; `unregistered` are workloads of the workspace missing in AWS."""

    file: str
    changes: tuple[ContextChange, ...]
    unregistered: tuple[str, ...]

    @property
    def is_any(self) -> bool:
        """Whether the file is out of date, or the workspace is ahead."""
        return bool(self.changes or self.unregistered)


@dataclass(frozen=True, slots=True)
class ManifestDrift:
    """The manifest compared with the deployed stack; `diff` is None if the manifest has errors."""

    file: str
    stack: str
    diff: StackDiff | None

    @property
    def is_any(self) -> bool:
        """Whether a deployment would change something, or is not possible."""
        return self.diff is None or not self.diff.is_empty


@dataclass(frozen=True, slots=True)
class LiveDrift:
    """The stack compared with the live pipeline: manual changes. `is_orphan`: no stack contains it."""

    changes: tuple[ContextChange, ...]
    is_orphan: bool = False

    @property
    def is_any(self) -> bool:
        """Whether somebody changed the pipeline outside CloudFormation."""
        return bool(self.changes) or self.is_orphan


@dataclass(frozen=True, slots=True)
class Drift:
    """All three; None if one could not be compared because a file is missing."""

    application: str
    name: str
    pipeline: str
    live: LiveDrift
    manifest: ManifestDrift | None
    context: ContextDrift | None

    @property
    def is_any(self) -> bool:
        """Whether there is any drift."""
        return any(one.is_any for one in (self.context, self.manifest, self.live) if one)
