"""Find a workspace and what lies in it, as Copilot lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MARKER = Path("copilot", ".workspace")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that holds `copilot/.workspace`."""

    root: Path

    @property
    def context(self) -> Path:
        """Where the context file lies, if there is one."""
        return self.root / "copilot" / "context.yml"

    @property
    def marker(self) -> Path:
        """The file that names the application."""
        return self.root / MARKER

    def manifests(self) -> tuple[Path, ...]:
        """Return the pipelines' manifests, by folder name, then the legacy one."""
        found = sorted((self.root / "copilot" / "pipelines").glob("*/manifest.yml"))
        legacy = self.root / "copilot" / "pipeline.yml"
        return (*found, legacy) if legacy.is_file() else tuple(found)

    def workloads(self) -> tuple[str, ...]:
        """Return the names of the local services and jobs, sorted."""
        return tuple(sorted(path.parent.name for path in (self.root / "copilot").glob("*/manifest.yml")))


def find_workspace(start: Path) -> Workspace | None:
    """Return the workspace that `start` is in: the nearest folder upwards, or None."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MARKER).is_file():
            return Workspace(folder)
    return None


def manifest_directory(manifest: Path) -> str:
    """Return a manifest's folder from its workspace's root, with `/`.

    Where no workspace is, the folder that holds `copilot` counts as one; without it, the manifest's own.
    """
    folder = manifest.resolve().parent
    workspace = find_workspace(folder)
    if workspace:
        return folder.relative_to(workspace.root).as_posix()
    for parent in (folder, *folder.parents):
        if parent.name == "copilot":
            return folder.relative_to(parent.parent).as_posix()
    return ""
