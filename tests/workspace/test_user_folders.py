"""The user's own files are where the system's customs put them."""

import os
from pathlib import Path

import pytest

from pilothouse.workspace.user_folders import cache_folder, settings_folder


@pytest.mark.parametrize(
    ("platform", "variables", "cache", "settings"),
    [
        ("linux", {"XDG_CACHE_HOME": "/cache", "XDG_CONFIG_HOME": "/config"}, "/cache", "/config"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/me/.cache", "/home/me/.config"),
        ("linux", {}, "/home/me/.cache", "/home/me/.config"),
        ("darwin", {}, "/home/me/Library/Caches", "/home/me/.config"),
    ],
)
def test_each_system_has_its_customs(
    platform: str, variables: dict[str, str], cache: str, settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/me", **variables}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert (cache_folder(), settings_folder()) == (f"{cache}/pilothouse", f"{settings}/pilothouse")


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert cache_folder() is None


def test_the_folder_is_ours_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == str(tmp_path / "pilothouse")
