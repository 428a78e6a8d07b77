"""The pipelines of a workspace by their names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pilothouse.driver import manifest_name
from pilothouse.workspace.find import Workspace
from pilothouse.workspace.read import UnreadableFileError, read_source


@dataclass(frozen=True, slots=True)
class LocalPipeline:
    """A pipeline with a manifest in the workspace."""

    name: str
    manifest: Path


def local_pipelines(workspace: Workspace | None) -> tuple[LocalPipeline, ...]:
    """Return the workspace's pipelines, in the order of its manifests; none without a workspace."""
    manifests = workspace.manifests() if workspace else ()
    return tuple(LocalPipeline(name_in(manifest), manifest) for manifest in manifests)


def name_in(manifest: Path) -> str:
    """Return the name in a manifest, or its folder's name if it can't be read."""
    try:
        return manifest_name(read_source(manifest)) or manifest.parent.name
    except UnreadableFileError:
        return manifest.parent.name
