"""The settings: `[tool.pilothouse]` in a pyproject.toml, or a file .pilothouse.toml, the nearest upwards."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from pilothouse.diagnostics.filter import Filter
from pilothouse.diagnostics.severity import Severity
from pilothouse.source.route import Route
from pilothouse.workspace.paths import real_path
from pilothouse.workspace.read import MOST_BYTES, OddFileError, is_there, look_up, read_bytes
from pilothouse.workspace.user_folders import settings_folder

OWN_FILE, SHARED_FILE = ".pilothouse.toml", "pyproject.toml"
SHARED_TABLE = ("tool", "pilothouse")
_USERS_FILE = "config.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of the settings; without a file, their defaults."""

    filter: Filter = field(default_factory=Filter)
    fail_on: Severity = Severity.ERROR
    allow_code: bool = False
    """Whether overrides that are programs (CDK, Python) may run, if the user trusts the repository."""


def find_settings(start: Path) -> Path | None:
    """Return the settings file for a folder: the nearest upwards, or None."""
    return SettingsSearch().nearest(start)


class SettingsSearch:
    """Finds the settings of many folders; no folder is searched twice."""

    def __init__(self) -> None:
        self._known: dict[Path, Path | None] = {}

    def nearest(self, start: Path) -> Path | None:
        """Return the settings file for a folder: the nearest upwards, or None."""
        folder = real_path(start)
        passed = []
        found: Path | None = None
        for place in (folder, *folder.parents):
            if place in self._known:
                found = self._known[place]
                break
            passed.append(place)
            found = _settings_in(place)
            if found:
                break
        self._known |= dict.fromkeys(passed, found)
        return found


def _settings_in(folder: Path) -> Path | None:
    try:
        look_up(folder / OWN_FILE)
    except PermissionError:  # nothing in the folder can be read; its files report that
        return None
    except OSError:
        pass
    if is_there(folder / OWN_FILE):
        return folder / OWN_FILE
    shared = folder / SHARED_FILE
    return shared if is_there(shared) and _mentions_us(shared) else None


def user_settings() -> Path | None:
    """Return the path of the user's own settings, as is customary on the system; None if unknown."""
    folder = settings_folder()
    return Path(folder, _USERS_FILE) if folder else None


def settings_table(path: Path) -> Route:
    """Return the route to the settings in the file at `path`."""
    return SHARED_TABLE if path.name == SHARED_FILE else ()


_NAME = rb"""["']?pilothouse["']?"""
_MENTION = re.compile(
    rb"""^\s*(?:\[?\s*["']?tool["']?\s*\.\s*%s\s*[].=]|%s\s*(?:\.|=\s*\{))""" % (_NAME, _NAME), re.MULTILINE
)
"""The start of a table or key of ours, for a file that isn't valid TOML."""
_MOST_SEARCHED = 16 << 20


def _mentions_us(path: Path) -> bool:
    """Whether a pyproject.toml contains settings of ours, or may: reading it then reports any problem.

    Broken settings must not be silently ignored, nor settings in a file that can't be read.
    """
    try:
        content = read_bytes(path, _MOST_SEARCHED)
    except (OSError, OddFileError):
        return True
    if b"pilothouse" not in content:
        return False
    if len(content) > MOST_BYTES:
        return bool(_MENTION.search(content))
    from pilothouse.source.toml import TomlError, read_toml

    try:
        tool = read_toml(content.decode("utf-8")).get("tool", {})
    except (UnicodeDecodeError, TomlError):
        return bool(_MENTION.search(content))
    return isinstance(tool, dict) and "pilothouse" in tool
