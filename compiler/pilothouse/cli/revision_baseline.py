"""Compare with a git revision: its manifest, its context, its overrides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from pilothouse.cli.baseline import manifest_side
from pilothouse.cli.errors import CommandError
from pilothouse.cli.report import Report
from pilothouse.cli.selection import default_deployments
from pilothouse.diff.stack_diff import Side
from pilothouse.driver import MISTAKES_OF_THE_PAST, Compilation, Request, load_context
from pilothouse.ir.context import Context
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import CodePolicy, Override
from pilothouse.ir.stack import Stack
from pilothouse.source.file import SourceFile
from pilothouse.workspace.files import WorkspaceFiles
from pilothouse.workspace.find import MARKER, find_workspace
from pilothouse.workspace.overrides import FOLDER as OVERRIDES
from pilothouse.workspace.overrides import OverrideFolders
from pilothouse.workspace.paths import is_file, real_path
from pilothouse.workspace.read import UnreadableFileError, read_source
from pilothouse.workspace.revision import Revision, RevisionError, find_revision

_COPILOT = "copilot"
_TEXTS = frozenset({".json", ".py", ".toml", ".yaml", ".yml"})


class GitRevision:
    """Checks the workspaces of a revision out into a folder, and compiles what is there.

    `context` is `--context`: its file as it was then, else as it is. What Copilot passes over without a word
    doesn't keep an old manifest from being compared.
    """

    def __init__(self, name: str, folder: Path, context: Path | None, report: Report) -> None:
        self._name = name
        self._folder = folder
        self._context = context
        self._report = report
        self._done: set[tuple[Path, str, bool]] = set()

    def side(self, compilation: Compilation, stack: Stack) -> Side:
        """Return what the manifest at the same path compiled to then; nothing if there was none."""
        manifest = Path(compilation.request.file.path).absolute()
        try:
            tree = self._check_out(manifest, compilation.request.code)
            old = tree.path_of(manifest)
            if not is_file(old):
                return Side(f"{self._name} (no such manifest)", {})
        except RevisionError as error:
            hint = "compare with something else: --rev REV, --template FILE, --manifest MANIFEST, --deployed"
            raise CommandError(f"{self._name}: {error}", hint) from error
        return manifest_side(self._name, self._request(compilation.request, old, tree), self._report)

    def _check_out(self, manifest: Path, code: CodePolicy) -> _Tree:
        revision = find_revision(manifest.parent, self._name)
        tree = _Tree(revision, self._folder / revision.commit)
        workspace = find_workspace(manifest.parent)
        wanted = [manifest, *([workspace.root / _COPILOT] if workspace else [])]
        wanted += [self._context.absolute()] if self._context else []
        inside = [name for path in wanted if (name := tree.name_of(path))]
        names = [name for name in inside if not any(name.startswith(f"{other}/") for other in inside)]
        new = [name for name in names if (tree.folder, name, bool(code.runs)) not in self._done]
        is_wanted = partial(_is_read, names=inside, code=code)
        revision.check_out(new, tree.folder, lambda path: is_wanted(path) and not tree.holds(path))
        self._done.update((tree.folder, name, bool(code.runs)) for name in new)
        return tree

    def _request(self, request: Request, old: Path, tree: _Tree) -> Request:
        workspace = find_workspace(old.parent)
        source = tree.path_of(self._context.absolute()) if self._context else workspace and workspace.context
        context = self._old_context(source, tree) if source and is_file(source) else request.context
        return replace(
            request,
            file=tree.read(old),
            context=context,
            workloads=default_deployments(workspace, context),
            tolerated=request.tolerated | MISTAKES_OF_THE_PAST,
            files=WorkspaceFiles(workspace.root) if workspace else None,
            overrides=_OldOverrides(OverrideFolders(old), tree),
        )

    def _old_context(self, path: Path, tree: _Tree) -> Context:
        outcome, sources = load_context(tree.read(path))
        if outcome.value is None:
            self._report.add(outcome.findings, sources)
            raise CommandError(f"{tree.shown(path)} is not a context that can be used")
        return outcome.value


def _is_read(path: str, names: Sequence[str], code: CodePolicy) -> bool:
    """Whether a compilation may read a file: one asked for, a text, or part of a program that may run."""
    parts = PurePosixPath(path)
    if path in names or parts.name == MARKER.name or parts.suffix in _TEXTS:
        return True
    return bool(code.runs) and OVERRIDES in parts.parts


@dataclass(frozen=True, slots=True)
class _Tree:
    """Files of a revision in a folder of ours, and the names that people know them by."""

    revision: Revision
    folder: Path

    def name_of(self, path: Path) -> str | None:
        """Return the path from the repository's root, None if it is outside."""
        try:
            return real_path(path).relative_to(real_path(self.revision.root)).as_posix()
        except ValueError:
            return None

    def holds(self, name: str) -> bool:
        """Whether a file of the repository was written before."""
        return is_file(self.folder / name)

    def path_of(self, path: Path) -> Path:
        """Return where a file of the repository is in the folder; one outside stays where it is."""
        name = self.name_of(path)
        return path if name is None else self.folder / name

    def shown(self, path: Path) -> str:
        """Return a path in the folder as git writes it: `REVISION:PATH`."""
        return f"{self.revision.name}:{real_path(path).relative_to(real_path(self.folder)).as_posix()}"

    def read(self, path: Path) -> SourceFile:
        """Read a file of the folder, under the name that people know. Raises CommandError."""
        try:
            return self.renamed(read_source(path))
        except UnreadableFileError as error:
            raise CommandError(f"{self.shown(path)}: {error.diagnostic.message}") from error

    def renamed(self, file: SourceFile) -> SourceFile:
        """Return a file of the folder under the name that people know."""
        return SourceFile(self.shown(Path(file.path)), file.text)


@dataclass(frozen=True, slots=True)
class _OldOverrides:
    found: OverrideFolders
    tree: _Tree

    def find(self, pipeline: str) -> Outcome[Override | None]:
        """Return the override of then."""
        outcome = self.found.find(pipeline)
        if outcome.value is None:
            return outcome
        override = replace(outcome.value, file=self.tree.renamed(outcome.value.file))
        return Outcome(override, outcome.findings)
