"""Whether a pattern in the settings matches any file."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from pilothouse.source.gitignore import matches
from pilothouse.workspace.boundary import GIT
from pilothouse.workspace.observe import depends_on_more

_MOST_FOLDERS = 5_000
_PASSED_OVER = frozenset({GIT, "node_modules", "__pycache__"})


def matches_any_file(pattern: str, root: Path) -> bool:
    """Whether a file below `root` matches; in a large tree a match is assumed after a limit."""
    depends_on_more()  # too many folders to note
    folders = 0
    for place, inner, files in islice(os.walk(root), _MOST_FOLDERS):
        folders += 1
        inner[:] = sorted(name for name in inner if name not in _PASSED_OVER)
        here = Path(place).relative_to(root)
        if any(matches(pattern, (here / name).as_posix()) for name in files):
            return True
    return folders == _MOST_FOLDERS
