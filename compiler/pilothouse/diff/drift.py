"""What is stale, and what was changed by hand: workspace, context, stack and pipeline compared in turn."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.diff.compare_contexts import ContextChange
from pilothouse.diff.stack_diff import StackDiff


@dataclass(frozen=True, slots=True)
class ContextDrift:
    """The context file against AWS; `unregistered` are workloads of the workspace that AWS doesn't know."""

    file: str
    changes: tuple[ContextChange, ...]
    unregistered: tuple[str, ...]

    @property
    def is_any(self) -> bool:
        """Whether the file is stale, or the workspace ahead."""
        return bool(self.changes or self.unregistered)


@dataclass(frozen=True, slots=True)
class ManifestDrift:
    """The manifest against the deployed stack; `diff` is None if the manifest has errors."""

    file: str
    stack: str
    diff: StackDiff | None

    @property
    def is_any(self) -> bool:
        """Whether a deployment would change something, or could not be made."""
        return self.diff is None or not self.diff.is_empty


@dataclass(frozen=True, slots=True)
class LiveDrift:
    """The stack against the live pipeline: what was changed by hand. `is_orphan`: no stack makes it."""

    changes: tuple[ContextChange, ...]
    is_orphan: bool = False

    @property
    def is_any(self) -> bool:
        """Whether somebody changed the pipeline beside its stack."""
        return bool(self.changes) or self.is_orphan


@dataclass(frozen=True, slots=True)
class Drift:
    """All three; None is what could not be compared, for want of a file."""

    application: str
    name: str
    pipeline: str
    live: LiveDrift
    manifest: ManifestDrift | None
    context: ContextDrift | None

    @property
    def is_any(self) -> bool:
        """Whether anything has drifted."""
        return any(one.is_any for one in (self.context, self.manifest, self.live) if one)
