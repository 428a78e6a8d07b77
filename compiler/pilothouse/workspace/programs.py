"""Find the programs to start."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from pilothouse.workspace.observe import depends_on_more


def find_program(name: str) -> str | None:
    """Return the path of a program: from absolute folders in PATH, or None.

    The current folder is untrusted. Windows searches it first, and so does an entry such as `.` or
    `node_modules/.bin`; neither is searched here.
    """
    depends_on_more()
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if Path(folder).is_absolute():
            found = shutil.which(name, path=folder)
            if found and Path(found).is_absolute():
                return found
    return None
