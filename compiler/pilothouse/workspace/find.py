"""Find a workspace and its files, in Copilot's layout."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pilothouse.workspace.observe import depends_on_more
from pilothouse.workspace.paths import absolute_path, anything_at, is_file, is_link, names_in, real_path

MARKER = Path("copilot", ".workspace")
_MOST_FOLDERS, _MOST_FILES = 2_000, 500
_PASSED_OVER = frozenset({"node_modules", "__pycache__", "venv"})


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with a `copilot/.workspace`."""

    root: Path

    @property
    def context(self) -> Path:
        """The path of the context file, whether it exists or not."""
        return self.root / "copilot" / "context.yml"

    @property
    def marker(self) -> Path:
        """The file with the application's name."""
        return self.root / MARKER

    def manifests(self) -> tuple[Path, ...]:
        """Return the pipelines' manifests, by folder name, then the legacy one."""
        folder = self.root / "copilot" / "pipelines"
        paths = (folder / name / "manifest.yml" for name in names_in(folder))
        found = [path for path in paths if anything_at(path)]
        legacy = self.root / "copilot" / "pipeline.yml"
        return (*found, legacy) if is_file(legacy) else tuple(found)

    def has_pipeline(self, folder: str) -> bool:
        """Whether the folder `copilot/pipelines/FOLDER` contains a manifest."""
        return any(manifest.parent.name == folder for manifest in self.manifests())

    def workloads(self) -> tuple[str, ...]:
        """Return the names of the local services and jobs, sorted."""
        folder = self.root / "copilot"
        return tuple(
            name for name in names_in(folder) if anything_at(real_path(folder / name / "manifest.yml"))
        )


def find_workspace(start: Path) -> Workspace | None:
    """Return the workspace that contains `start`: the nearest folder upwards, or None."""
    start = real_path(start)
    for folder in (start, *start.parents):
        if is_file(folder / MARKER):
            return Workspace(folder)
    return None


def manifests_under(folder: Path) -> list[Path]:
    """Return the manifests anywhere under a folder, sorted; hidden folders are skipped.

    A manifest is `copilot/pipelines/NAME/manifest.yml`, or the legacy `copilot/pipeline.yml`. It may be a
    link, and NAME too; other folders that are links are skipped.
    """
    depends_on_more()  # too many folders to note
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)
        names: list[str] = [name for name in ("manifest.yml", "pipeline.yml") if name in files]
        names += [f"{name}/manifest.yml" for name in folders if _is_linked(Path(place, name))]
        found += [path for path in (Path(place, name) for name in names) if is_manifest(path)]
    return sorted(found)


def data_files(root: Path) -> Iterator[str]:
    """Yield the paths of YAML and JSON files below a workspace, with `/`: at most some hundreds.

    Without manifests and the files that `manifests_under` skips.
    """
    found = 0
    for place, folders, files in islice(os.walk(root), _MOST_FOLDERS):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)
        for name in sorted(files):
            if name.endswith((".yml", ".yaml", ".json")) and name != "manifest.yml":
                yield Path(place, name).relative_to(root).as_posix()
                found += 1
                if found == _MOST_FILES:
                    return


def _is_linked(folder: Path) -> bool:
    """Whether a folder is a link, which is skipped, and contains a manifest."""
    return is_link(folder) and anything_at(folder / "manifest.yml")


def is_manifest(path: Path) -> bool:
    """Whether a path is where Copilot looks for a pipeline's manifest."""
    parents = [folder.name for folder in absolute_path(path).parents]
    if path.name == "manifest.yml":
        return parents[1:3] == ["pipelines", "copilot"]
    return path.name == "pipeline.yml" and parents[:1] == ["copilot"]


def manifest_directory(manifest: Path) -> str:
    """Return a manifest's folder from its workspace's root, with `/`.

    Without a workspace, the parent of `copilot` counts as one; without that, the manifest's own folder.
    """
    folder = real_path(manifest).parent
    workspace = find_workspace(folder)
    if workspace:
        return folder.relative_to(workspace.root).as_posix()
    for parent in (folder, *folder.parents):
        if parent.name == "copilot":
            return folder.relative_to(parent.parent).as_posix()
    return ""
