"""Which files git ignores, and which it tracks: uncommitted files aren't part of a project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pilothouse.workspace.paths import real_path

_IGNORED = ("--others", "--ignored", "--exclude-standard")
_TRACKED = ("--cached",)
_MOST_NAMES = 1_000
"""In one command line."""


def without_ignored(paths: Sequence[Path]) -> list[Path]:
    """Return the paths that git doesn't ignore, in order. Outside a repository, all of them."""
    ignored = {path for found, _ in _asked(paths, _IGNORED) for path in found}
    return [path for path in paths if real_path(path) not in ignored]


def only_tracked(paths: Sequence[Path]) -> list[Path]:
    """Return the paths that git tracks or that are staged, in order; outside a repository, all of them."""
    left = {real_path(path) for path in paths}
    for found, asked in _asked(paths, _TRACKED):
        left -= asked - found
    return [path for path in paths if real_path(path) in left]


def _asked(paths: Sequence[Path], options: Sequence[str]) -> Iterator[tuple[set[Path], set[Path]]]:
    """Yield git's list, and the queried paths, for each repository that answers."""
    from pilothouse.workspace.git import GitError, ask_git, repository_of  # most commands search no folder

    repositories: dict[Path, list[Path]] = defaultdict(list)
    for path in map(real_path, paths):
        try:
            repositories[repository_of(path.parent)].append(path)
        except GitError:
            continue
    for repository, inside in repositories.items():
        for start in range(0, len(inside), _MOST_NAMES):
            some = inside[start : start + _MOST_NAMES]
            names = [path.relative_to(repository).as_posix() for path in some]
            try:
                listed = ask_git(repository, "ls-files", "-z", *options, "--", *names)
            except GitError:
                continue
            found = {repository / name for name in listed.decode("utf-8", "surrogateescape").split("\0")}
            yield found, set(some)
