"""The files of a workspace, for rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pilothouse.ir.outcome import Outcome
from pilothouse.source.file import SourceFile
from pilothouse.workspace.read import UnreadableFileError, is_there, read_source


@dataclass(frozen=True, slots=True)
class WorkspaceFiles:
    """Looks files up by their path from the workspace's root, with `/`."""

    root: Path

    def exists(self, path: str) -> bool:
        """Whether there is a file at `path`, readable or not."""
        return is_there(self.root / path)

    def read(self, path: str) -> Outcome[SourceFile]:
        """Return the text at `path`, or the reason why it can't be read."""
        try:
            return Outcome(read_source(self.root / path))
        except UnreadableFileError as error:
            return Outcome(None, (error.diagnostic,))
