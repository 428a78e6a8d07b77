"""The cache folder stores texts, never fails, and stays small."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pilothouse.workspace.cache import MOST_CHARACTERS, CacheFolder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "not" / "there" / "yet"


def test_a_text_is_read_back_unchanged(folder: Path) -> None:
    CacheFolder(folder).put("key", "täxt\n")
    assert CacheFolder(folder).get("key") == "täxt\n"
    assert CacheFolder(folder).get("other") is None


def test_only_its_owner_may_look_into_it(folder: Path) -> None:
    CacheFolder(folder).put("key", "text")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_an_unreadable_entry_counts_as_missing(folder: Path) -> None:
    cache = CacheFolder(folder)
    (folder / "a-folder").mkdir(parents=True)
    (folder / "no-text").write_bytes(b"\xff\xfe")
    assert cache.get("a-folder") is None
    assert cache.get("no-text") is None


def test_a_failed_write_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = CacheFolder(tmp_path / "file")
    cache.put("key", "text")
    assert cache.get("key") is None


def test_the_latest_used_stay_when_there_are_too_many(folder: Path) -> None:
    cache = CacheFolder(folder, most=4, kept=2)
    for number in range(4):
        cache.put(f"key{number}", "text")
        os.utime(folder / f"key{number}", (number, number))
    assert cache.get("key0") == "text"
    cache.put("key4", "text")
    assert {path.name for path in folder.iterdir()} == {"key0", "key4"}


def test_several_processes_may_write_the_same_entry(folder: Path) -> None:
    cache = CacheFolder(folder, most=3, kept=2)
    texts = {f"{number}" * 5000 for number in range(8)}

    def keep(text: str) -> None:
        for number in range(5):
            cache.put(f"key{number}", text)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, texts))
    assert {cache.get(f"key{n}") for n in range(5)} <= texts | {None}
    assert not list(folder.glob(".*"))


def test_a_text_that_is_too_long_is_not_stored(folder: Path) -> None:
    cache = CacheFolder(folder)
    cache.put("key", "x" * (MOST_CHARACTERS + 1))
    assert cache.get("key") is None
