"""The customary folders for a user's own files. Light: no `pathlib`."""

from __future__ import annotations

import os
import sys

_NAME = "pilothouse"


def cache_folder() -> str | None:
    """Return the folder for data stored from run to run; None if it can't be determined."""
    below = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
    return _folder("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", below)


def settings_folder() -> str | None:
    """Return the folder of the user's own settings; None if it can't be determined."""
    return _folder("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", (".config",))


def _folder(variable: str, below_home: tuple[str, ...]) -> str | None:
    given = os.environ.get(variable)
    if given and os.path.isabs(given):
        return os.path.join(given, _NAME)
    home = os.path.expanduser("~")
    return os.path.join(home, *below_home, _NAME) if os.path.isabs(home) else None
