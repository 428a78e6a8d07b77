"""Find the override of a pipeline in the place where Copilot looks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import Override, Toolkit
from pilothouse.workspace.boundary import boundary_of
from pilothouse.workspace.find import find_workspace
from pilothouse.workspace.paths import is_folder, real_path
from pilothouse.workspace.read import (
    UnreadableFileError,
    is_there,
    look_up,
    read_source,
    shown_path,
    unreadable,
)

FOLDER = "overrides"
_KINDS = ", ".join(toolkit.value for toolkit in Toolkit)


@dataclass(frozen=True, slots=True)
class OverrideFolders:
    """Looks for overrides in the workspace of a manifest; without one, next to the manifest.

    Copilot uses the name in the manifest, not the name of the manifest's folder.
    """

    manifest: Path

    def folder(self, pipeline: str) -> Path:
        """Return the override folder of a pipeline."""
        workspace = find_workspace(self.manifest.parent)
        if workspace is None:
            return self.manifest.parent / FOLDER
        return workspace.root / "copilot" / "pipelines" / pipeline / FOLDER

    def find(self, pipeline: str) -> Outcome[Override | None]:
        """Return the override of a pipeline, with findings about its folder."""
        folder = self.folder(pipeline)
        misplaced = tuple(_misplaced(self.manifest.parent / FOLDER, folder))
        within = boundary_of(folder) or self.manifest.parent.absolute()
        try:
            if look_up(folder, within) is None:
                return Outcome(None, misplaced)
            look_up(folder / FOLDER, within)  # raises an error if there is no permission to enter the folder
        except OSError as error:
            return Outcome(None, (*misplaced, unreadable(folder, error, "folder")))
        found = [toolkit for toolkit in Toolkit if is_there(folder / toolkit.value, within)]
        if not found:
            return Outcome(None, (*misplaced, _empty(folder)))
        first, *others = found
        path = folder / first.value
        findings = (*misplaced, *(_passed_over(folder / other.value, first) for other in others))
        try:
            return Outcome(Override(first, read_source(path, within=within), folder), findings)
        except UnreadableFileError as error:
            return Outcome(None, (*findings, error.diagnostic))


def _misplaced(beside: Path, folder: Path) -> Iterator[Diagnostic]:
    if (
        beside != folder
        and is_folder(beside)
        and real_path(beside) != real_path(folder)
        and beside.parent.name != "copilot"
    ):
        yield Diagnostic(
            codes.MISPLACED_OVERRIDE,
            "this folder is not read: the manifest next to it gives the pipeline another name",
            Place(shown_path(beside)),
            f"move it to {shown_path(folder)}, or name the pipeline like its folder",
        )


def _empty(folder: Path) -> Diagnostic:
    message = f"the folder contains none of {_KINDS}"
    help = "remove the folder, or create one of them with `pilothouse override`"
    return Diagnostic(codes.EMPTY_OVERRIDE, message, Place(shown_path(folder)), help)


def _passed_over(path: Path, first: Toolkit) -> Diagnostic:
    message = f"{path.name} has no effect because {first.value} is used"
    return Diagnostic(codes.SEVERAL_OVERRIDES, message, Place(shown_path(path)), "keep only one of them")
