"""Files as of a git revision."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pilothouse.workspace.git import GitError, ask_git, repository_of
from pilothouse.workspace.read import MOST_BYTES
from pilothouse.workspace.tree import MOST_ENTRIES, Blob, RevisionError, Tree

MOST_FILES = 10_000
MOST_BYTES_IN_ALL = 64 << 20
_NO_ANSWER = "Needed a single revision"  # git's message for an unknown name
_MOST_LINKS = 8
"""Links to follow in a row."""


class _Way(NamedTuple):
    """The entry at `real` in the tree, and the path under which it is reached."""

    shown: str
    real: str

    def shows(self, path: str) -> str | None:
        """Return the path under which a path of the tree is reached, None if this way doesn't lead to it."""
        if path == self.real:
            return self.shown
        return self.shown + path[len(self.real) :] if path.startswith(f"{self.real}/") else None


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository at `root`; `name` is what the user called it."""

    root: Path
    name: str
    commit: str

    def check_out(
        self, paths: Sequence[str], folder: Path, is_wanted: Callable[[str], bool] = lambda _path: True
    ) -> tuple[str, ...]:
        """Write the wanted files of a commit that are at `paths`, or below, to a folder.

        Paths are from the repository's root, with `/`; missing ones are skipped. A link inside the repository
        is replaced with its target; returns the links that lead outside, or nowhere. A file over the size
        limit gets its size, but no content. Raises RevisionError.
        """
        tree = Tree(self.root, self.commit)
        found, strays = _follow(tree, paths)
        blobs = [blob for blob in found if is_wanted(blob.path)]
        small = [blob for blob in blobs if blob.size <= MOST_BYTES]
        if len(blobs) > MOST_FILES or sum(blob.size for blob in small) > MOST_BYTES_IN_ALL:
            most = f"{MOST_FILES:,} files or {MOST_BYTES_IN_ALL >> 20} MiB"
            raise RevisionError(f"it contains more than {most} to read under {', '.join(paths)}")
        for blob in blobs:
            if blob.size > MOST_BYTES:
                _write(folder, blob, None)
        for blob, content in tree.contents(small):
            _write(folder, blob, content)
        return strays

    def paths(self) -> Iterator[str]:
        """Yield the path of each file and link. Raises RevisionError."""
        return (blob.path for blob in Tree(self.root, self.commit).all())


def find_revision(folder: Path, name: str) -> Revision:
    """Look up a revision (`HEAD~1`, a branch, a tag, a commit, `:/text`) in the repository of a folder.

    Raises RevisionError.
    """
    if ".." in name and not ("{" in name or name.startswith(":/")):
        raise RevisionError("this is a range: give a single revision to compare the files here with")
    try:
        root = repository_of(folder)
    except (GitError, ValueError) as error:
        raise RevisionError(str(error)) from error
    found = _resolved(root, name)
    if found is None:
        raise RevisionError(_unknown(root, name))
    commit = _resolved(root, f"{found}^{{commit}}")
    if commit is None:
        raise RevisionError("this is a file or a folder of a revision: give the revision only")
    return Revision(root, name, commit)


def _resolved(root: Path, name: str) -> str | None:
    """Return the object name of a revision, None if git doesn't know it."""
    try:
        answer = ask_git(root, "rev-parse", "--verify", "--end-of-options", name)
    except ValueError:  # a NUL in the name
        return None
    except GitError as error:
        if str(error) != _NO_ANSWER:
            raise RevisionError(str(error)) from error
        return None
    return answer.decode("ascii", "replace").strip()


def _unknown(root: Path, name: str) -> str:
    if name == "HEAD":
        return "this repository has no commits yet"
    is_shallow = ask_git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    hint = (
        "; this clone is shallow: `git fetch --unshallow` gets the rest of the history" if is_shallow else ""
    )
    return f"there is no such revision in this repository{hint or '; `git fetch` gets new ones'}"


def _follow(tree: Tree, paths: Sequence[str]) -> tuple[Sequence[Blob], tuple[str, ...]]:
    """Return the files by the paths that lead to them, and the links without a target."""
    found: dict[str, Blob] = {}
    strays: list[str] = []
    ways = [_Way(path, path) for path in paths]
    for _ in range(_MOST_LINKS):
        links: list[tuple[str, Blob]] = []
        further: list[_Way] = []
        blobs = list(tree.below([way.real for way in ways]))
        for way in ways:
            reached = [(shown, blob) for blob in blobs if (shown := way.shows(blob.path)) is not None]
            links += [(shown, blob) for shown, blob in reached if blob.is_link]
            found.update((shown, blob._replace(path=shown)) for shown, blob in reached if blob.is_file)
            behind = None if reached else _behind(tree, way)
            further += [behind] if behind else []
            strays += [way.shown] if not reached and not behind and way.shown != way.real else []
        if len(found) + len(links) > MOST_ENTRIES:
            raise RevisionError(f"it contains more than {MOST_ENTRIES:,} files under {', '.join(paths)}")
        inside = list(_ways(tree, links))
        strays += [shown for shown, way in inside if way is None]
        ways = [*further, *(way for _, way in inside if way)]
    return list(found.values()), (*strays, *(way.shown for way in ways))


def _ways(tree: Tree, links: Sequence[tuple[str, Blob]]) -> Iterator[tuple[str, _Way | None]]:
    """Yield the paths of links with their targets in the tree, None for a target outside."""
    contents = tree.contents([link for _, link in links])
    for (shown, link), (_, content) in zip(links, contents, strict=True):
        target = _target(link.path, content)
        if target is None or not link.path.startswith(f"{target}/"):  # a folder inside itself never ends
            yield shown, None if target is None else _Way(shown, target)


def _behind(tree: Tree, way: _Way) -> _Way | None:
    """Return the same through a link in a parent folder; None if there is none."""
    for folder in list(PurePosixPath(way.real).parents)[-2::-1]:
        above = tree.at(folder.as_posix())
        if above is None or not above.is_link:
            continue
        ((_, content),) = tree.contents([above])
        target = _target(above.path, content)
        rest = way.real[len(above.path) :]
        return _Way(way.shown, posixpath.normpath(target + rest)) if target else None
    return None


def _target(link: str, content: bytes) -> str | None:
    """Return the target of a link in the tree; None if it is outside, or the root."""
    to = content.decode("utf-8", "surrogateescape")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(link), to))
    is_outside = to.startswith("/") or "\0" in to or target == ".." or target.startswith("../")
    return None if is_outside or target == "." else target


def _write(folder: Path, blob: Blob, content: bytes | None) -> None:
    target = folder / PurePosixPath(blob.path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            if content is None:
                file.truncate(MOST_BYTES + 1)
            else:
                file.write(content)
    except OSError as error:
        raise RevisionError(f"{blob.path} of it cannot be written: {error.strerror}") from error
