"""Facts from git about the current folder."""

from __future__ import annotations

from pathlib import Path

from pilothouse.workspace.git import GitError, ask_git, repository_of


def remotes(folder: Path) -> dict[str, str]:
    """Return the URLs of the remotes by name, `origin` first; none without git or a repository."""
    lines = _git(folder, "config", "--get-regexp", r"^remote\..*\.url$").splitlines()
    found = {}
    for line in lines:
        key, _, url = line.partition(" ")
        found[key.removeprefix("remote.").removesuffix(".url")] = url
    return dict(sorted(found.items(), key=lambda remote: (remote[0] != "origin", remote[0])))


def current_branch(folder: Path) -> str:
    """Return the branch that is checked out, empty if there is none."""
    return _git(folder, "branch", "--show-current").strip()


def default_branch(folder: Path) -> str:
    """Return the default branch of the remote `origin` as far as git knows it here, else an empty text."""
    head = _git(folder, "rev-parse", "--abbrev-ref", "origin/HEAD").strip()
    return head.removeprefix("origin/") if head.startswith("origin/") else ""


def _git(folder: Path, *arguments: str) -> str:
    try:
        return ask_git(repository_of(folder), *arguments).decode("utf-8", "replace")
    except GitError:
        return ""
