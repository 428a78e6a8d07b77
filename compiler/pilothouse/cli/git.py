"""What git knows of the folder that a command runs in."""

from __future__ import annotations

import subprocess
from pathlib import Path


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


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
