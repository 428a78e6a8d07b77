"""Compare with a git revision: its manifests, its contexts, its overrides."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pilothouse.cli.baseline import home_of, reasons
from pilothouse.cli.errors import CommandError
from pilothouse.cli.local_pipelines import name_in
from pilothouse.cli.old_tree import OldOverrides, OldTree
from pilothouse.diff.pair_manifests import Written, pair_manifests
from pilothouse.diff.side import Side, compiled_side
from pilothouse.driver import (
    MISTAKES_OF_THE_PAST,
    Compilation,
    Request,
    compile_manifest,
    load_context,
    make_request,
    read_context,
)
from pilothouse.ir.context import Context
from pilothouse.ir.override import RUN_NO_CODE, CodePolicy
from pilothouse.ir.stack import Stack
from pilothouse.workspace.find import Workspace, find_workspace, is_manifest, manifest_directory
from pilothouse.workspace.git import GitError, repository_of
from pilothouse.workspace.overrides import OverrideFolders
from pilothouse.workspace.paths import absolute_path, is_file, real_path
from pilothouse.workspace.read import UnreadableFileError, read_source
from pilothouse.workspace.revision import find_revision
from pilothouse.workspace.tree import RevisionError

_COPILOT = "copilot"


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The manifests of the revision by their paths, and their counterparts today."""

    then: Mapping[str, Written]
    of_now: Mapping[str, str]


class GitRevision:
    """Checks the workspaces of a revision out into a folder, and compiles them.

    `context` is `--context`: its file as of that revision, else as it is. `manifests` is everything to
    compare. Keys that Copilot silently ignores don't prevent the comparison of an old manifest.
    """

    def __init__(self, name: str, folder: Path, context: Path | None, manifests: Sequence[Path]) -> None:
        self._name = name
        self._folder = folder
        self._context = context
        self._manifests = [absolute_path(manifest) for manifest in manifests]
        self._trees: dict[Path, OldTree] = {}
        self._pairs: dict[OldTree, _Pairs] = {}

    def side(self, compilation: Compilation, stack: Stack) -> Side:
        """Return the compiled manifest of the same pipeline at that revision; nothing if there was none."""
        request = compilation.request
        manifest = absolute_path(Path(request.file.path))
        with self._told():
            tree = self._tree(manifest.parent)
            self._check_out(tree, manifest, request.code)
            old = self._counterpart(tree, manifest)
            if old is None:
                return Side(f"{self._name} (no such manifest)", {})
            if old == tree.path_of(manifest):
                return self._compiled(tree, old, request, self._name)
            self._check_out(tree, tree.today(old), request.code)
            moved = replace(request, directory=manifest_directory(old))
            return self._compiled(tree, old, moved, tree.shown(old))

    def gone(self, folders: Sequence[Path]) -> Iterator[Side]:
        """Yield the sides of manifests below some folders that have no counterpart today."""
        for folder in map(absolute_path, folders):
            with self._told():
                tree = self._tree(folder)
                pairs = self._paired(tree, [folder])
                left = sorted(pairs.then.keys() - set(pairs.of_now.values()))
                for name in left:
                    path = tree.folder / name
                    if tree.today(path).is_relative_to(real_path(folder)):
                        yield self._gone(tree, path)

    def _gone(self, tree: OldTree, old: Path) -> Side:
        self._check_out(tree, tree.today(old), RUN_NO_CODE)
        label = tree.shown(old)
        workspace = find_workspace(old.parent) or find_workspace(tree.today(old).parent)
        try:
            context = self._old_context(tree, old) or _context_of(workspace)
            file = tree.read(old)
        except CommandError as error:
            return Side(label, {}, trouble=(str(error),))
        request = make_request(file, old, context)
        return self._compiled(tree, old, request, label)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (RevisionError, GitError) as error:
            hint = "compare with something else: --rev REV, --template FILE, --manifest MANIFEST, --deployed"
            raise CommandError(f"{self._name}: {error}", hint) from error

    def _tree(self, folder: Path) -> OldTree:
        root = repository_of(folder)
        if root not in self._trees:
            self._trees[root] = OldTree(find_revision(root, self._name), self._folder)
        return self._trees[root]

    def _check_out(self, tree: OldTree, manifest: Path, code: CodePolicy) -> None:
        workspace = _workspace_above(manifest)
        wanted = [manifest, *([workspace / _COPILOT] if workspace else [])]
        wanted += [self._context.absolute()] if self._context else []
        tree.check_out(wanted, code)

    def _counterpart(self, tree: OldTree, manifest: Path) -> Path | None:
        """Return the old manifest of the same pipeline."""
        same = tree.path_of(manifest)
        if is_file(same) and name_in(same) == name_in(manifest):
            return same
        if tree.stray(same):
            return same
        name = self._paired(tree, []).of_now.get(_name(tree, manifest))
        return tree.folder / name if name else None

    def _paired(self, tree: OldTree, folders: Iterable[Path]) -> _Pairs:
        if tree not in self._pairs:
            now = self._today(tree, folders)
            places = {one.workspace for one in now.values()}
            paths = [name for name in tree.revision.paths() if _is_manifest(name)]
            paths += [name for place in places for name in tree.manifests(place)]
            moved = [
                name
                for name in dict.fromkeys(paths)
                if _workspace_of(name) in places or not os.path.lexists(tree.revision.root / name)
            ]
            tree.check_out_names(moved)
            then = {name: _written(tree.folder / name, name) for name in moved if is_file(tree.folder / name)}
            self._pairs[tree] = _Pairs(then, pair_manifests(list(then.values()), list(now.values())))
        return self._pairs[tree]

    def _today(self, tree: OldTree, folders: Iterable[Path]) -> Mapping[str, Written]:
        """Return today's manifests of all workspaces that are compared."""
        workspaces = {find_workspace(path.parent) for path in self._manifests}
        workspaces |= {find_workspace(folder) for folder in folders}
        found = [*self._manifests, *(path for one in workspaces if one for path in one.manifests())]
        names = {_name(tree, path): path for path in found if tree.names_of(path)}
        return {name: _written(path, name) for name, path in sorted(names.items())}

    def _compiled(self, tree: OldTree, old: Path, request: Request, label: str) -> Side:
        """Compile an old manifest; one that can't be compiled has only its errors."""
        try:
            request = self._request(tree, old, request)
        except CommandError as error:
            return Side(label, {}, trouble=(str(error),))
        done = compile_manifest(request)
        if done.stack is None or done.has_errors:
            return Side(label, {}, trouble=reasons(done.diagnostics, done.sources))
        side = compiled_side(label, done.stack, done.sources, request.context)
        return replace(side, home=home_of(done.stack, request.context))

    def _request(self, tree: OldTree, old: Path, request: Request) -> Request:
        context = self._old_context(tree, old) or request.context
        tolerated = request.tolerated | MISTAKES_OF_THE_PAST
        then = make_request(tree.read(old), old, context, tolerated)
        overrides = OldOverrides(OverrideFolders(old), tree)
        return replace(then, directory=request.directory, overrides=overrides, code=request.code)

    def _old_context(self, tree: OldTree, old: Path) -> Context | None:
        """Return the old context, None if there was no file. Raises CommandError."""
        workspace = find_workspace(old.parent)
        named = self._context and tree.path_of(self._context.absolute())
        path = named or (workspace.context if workspace else None)
        if path is None or not (is_file(path) or tree.stray(path)):
            return None
        outcome, sources = load_context(tree.read(path))
        if outcome.value is None:
            raise CommandError("; ".join(reasons(outcome.findings, sources)))
        return outcome.value


def _context_of(workspace: Workspace | None) -> Context:
    """Return today's context. Raises CommandError."""
    if workspace is None:
        raise CommandError("there is no context to compile it with")
    outcome, sources = read_context(workspace.context, workspace)
    if outcome.value is None:
        raise CommandError("; ".join(reasons(outcome.findings, sources)))
    return outcome.value


def _workspace_above(manifest: Path) -> Path | None:
    """Return the workspace of a manifest, or if its folders are gone, the folder that contained `copilot`."""
    workspace = find_workspace(manifest.parent)
    if workspace:
        return workspace.root
    return next((folder.parent for folder in manifest.parents if folder.name == _COPILOT), None)


def _name(tree: OldTree, manifest: Path) -> str:
    return next(iter(tree.names_of(manifest)), "")


def _is_manifest(name: str) -> bool:
    return is_manifest(Path("/", name))


def _workspace_of(name: str) -> str:
    """Return the folder of a manifest's workspace from the repository's root, by the manifest's path."""
    parts = Path(name).parts
    return "/".join(parts[: max((at for at, part in enumerate(parts) if part == _COPILOT), default=0)])


def _written(path: Path, name: str) -> Written:
    try:
        text = read_source(path).text
    except UnreadableFileError:
        text = ""
    return Written(name, _workspace_of(name), name_in(path), text)
