"""The files of a revision in a temporary folder, under the names that users know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from pilothouse.cli.errors import CommandError
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import RUN_NO_CODE, CodePolicy, Override
from pilothouse.source.file import SourceFile
from pilothouse.workspace.find import MARKER, Workspace
from pilothouse.workspace.overrides import FOLDER as OVERRIDES
from pilothouse.workspace.overrides import OverrideFolders
from pilothouse.workspace.paths import absolute_path, is_file, real_path
from pilothouse.workspace.read import UnreadableFileError, read_source
from pilothouse.workspace.revision import Revision

_TEXTS = frozenset({".json", ".py", ".toml", ".yaml", ".yml"})


class OldTree:
    """Checks files of a revision out on demand."""

    def __init__(self, revision: Revision, folder: Path) -> None:
        self.revision = revision
        self.folder = folder / revision.commit
        self._root = real_path(revision.root)
        self._done: set[tuple[str, bool]] = set()
        self._strays: set[str] = set()

    def check_out(self, paths: Sequence[Path], code: CodePolicy) -> None:
        """Write what a compilation may read at some of today's paths, or below. Raises RevisionError."""
        self.check_out_names([name for path in paths for name in self.names_of(path)], code)

    def check_out_names(self, inside: Sequence[str], code: CodePolicy = RUN_NO_CODE) -> None:
        """Do the same for paths from the repository's root."""
        names = [name for name in inside if not any(name.startswith(f"{other}/") for other in inside)]
        new = [name for name in dict.fromkeys(names) if (name, bool(code.runs)) not in self._done]
        if new:
            is_wanted = partial(_is_read, names=inside, code=code)
            strays = self.revision.check_out(
                new, self.folder, lambda path: is_wanted(path) and not is_file(self.folder / path)
            )
            self._strays.update(strays)
            self._done.update((name, bool(code.runs)) for name in new)

    def names_of(self, path: Path) -> Sequence[str]:
        """Return the path from the repository's root, as written and with links followed; none outside."""
        known = (absolute_path(path), real_path(path))
        roots = (self._root, absolute_path(self.revision.root))
        names = [
            one.relative_to(root).as_posix() for one in known for root in roots if one.is_relative_to(root)
        ]
        return tuple(dict.fromkeys(names))

    def path_of(self, path: Path) -> Path:
        """Return the path in the folder of a file of today; outside of the repository it stays the same."""
        places = [self.folder / name for name in self.names_of(path)]
        return next(filter(is_file, places), places[0]) if places else path

    def today(self, path: Path) -> Path:
        """Return the path that a file of the folder would have today."""
        return self._root / path.relative_to(self.folder)

    def manifests(self, workspace: str) -> Sequence[str]:
        """Return the manifests of a workspace, as far as they are checked out."""
        found = Workspace(self.folder / workspace).manifests()
        return [path.relative_to(self.folder).as_posix() for path in found]

    def stray(self, path: Path) -> str | None:
        """Return the link that leads a path of the folder out of the repository, None if there is none."""
        if not path.is_relative_to(self.folder):
            return None
        name = path.relative_to(self.folder)
        return next((one for one in sorted(self._strays) if name.is_relative_to(one)), None)

    def shown(self, path: Path) -> str:
        """Return a path in the folder in git's notation: `REVISION:PATH`."""
        folder = next(one for one in (self.folder, real_path(self.folder)) if path.is_relative_to(one))
        return f"{self.revision.name}:{path.relative_to(folder).as_posix()}"

    def read(self, path: Path) -> SourceFile:
        """Read a file of the folder, under the name that users know. Raises CommandError."""
        if stray := self.stray(path):
            raise CommandError(
                f"{self.revision.name}:{stray} is a link that does not lead to a file in the repository"
            )
        try:
            return replace(read_source(path), path=self.shown(path))
        except UnreadableFileError as error:
            raise CommandError(f"{self.shown(path)}: {error.diagnostic.message}") from error


@dataclass(frozen=True, slots=True)
class OldOverrides:
    """The overrides of a manifest as of that revision."""

    found: OverrideFolders
    tree: OldTree

    def find(self, pipeline: str) -> Outcome[Override | None]:
        """Return the override as of that revision."""
        folder = self.found.folder(pipeline)
        if stray := self.tree.stray(folder):
            message = "the overrides are not read: the link does not lead to a file in the repository"
            return Outcome(None, (Diagnostic(codes.STRAY_LINK, message, Place(stray)),))
        outcome = self.found.find(pipeline)
        if outcome.value is None:
            return outcome
        file = replace(outcome.value.file, path=self.tree.shown(absolute_path(Path(outcome.value.file.path))))
        return Outcome(replace(outcome.value, file=file), outcome.findings)


def _is_read(path: str, names: Sequence[str], code: CodePolicy) -> bool:
    """Whether a compilation may read a file: a requested one, a text, or part of a program that may run."""
    parts = PurePosixPath(path)
    if path in names or parts.name == MARKER.name or parts.suffix in _TEXTS:
        return True
    return bool(code.runs) and OVERRIDES in parts.parts
