"""The settings: `[tool.pilothouse]` of a pyproject.toml, or a file .pilothouse.toml, the nearest upwards."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from pilothouse.diagnostics.filter import Filter
from pilothouse.diagnostics.severity import Severity
from pilothouse.source.route import Route
from pilothouse.workspace.paths import real_path
from pilothouse.workspace.read import OddFileError, is_there, read_bytes

OWN_FILE, SHARED_FILE = ".pilothouse.toml", "pyproject.toml"
SHARED_TABLE = ("tool", "pilothouse")
_USERS_FILE = ("pilothouse", "config.toml")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings say; without any, what holds by default."""

    filter: Filter = field(default_factory=Filter)
    fail_on: Severity = Severity.ERROR
    allow_code: bool = False
    """Whether overrides that are programs (CDK, Python) are to run, where the user trusts the repository."""


def find_settings(start: Path) -> Path | None:
    """Return the settings file that holds for a folder: the nearest upwards, or None."""
    folder = real_path(start)
    for place in (folder, *folder.parents):
        if is_there(place / OWN_FILE):
            return place / OWN_FILE
        if is_there(place / SHARED_FILE) and _mentions_us(place / SHARED_FILE):
            return place / SHARED_FILE
    return None


def user_settings() -> Path | None:
    """Return where the user's own settings lie, by the custom of the system; None if that can't be told."""
    given = os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME")
    if given and Path(given).is_absolute():
        return Path(given, *_USERS_FILE)
    try:
        return Path(Path.home(), ".config", *_USERS_FILE)
    except RuntimeError:
        return None


def settings_table(path: Path) -> Route:
    """Return the route to the settings in the file at `path`."""
    return SHARED_TABLE if path.name == SHARED_FILE else ()


def _mentions_us(path: Path) -> bool:
    """Whether a pyproject.toml holds settings of ours; one that isn't TOML at all is for others to report."""
    try:
        content = read_bytes(path)
    except (OSError, OddFileError):
        return False
    if b"pilothouse" not in content:
        return False
    from pilothouse.source.toml import TomlError, read_toml

    try:
        tool = read_toml(content.decode("utf-8")).get("tool", {})
    except (UnicodeDecodeError, TomlError):
        return False
    return isinstance(tool, dict) and "pilothouse" in tool
