"""Files are read as UTF-8, and written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pilothouse.workspace.read import UnreadableFileError, read_source, shown_path, write_atomically


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(UnreadableFileError) as caught:
        read_source(path)
    return caught.value.diagnostic.code.slug, caught.value.diagnostic.message


def test_a_file_is_read_with_the_path_that_people_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.yml").write_bytes("\ufeffgröße: 1\r\n".encode())
    file = read_source(tmp_path / "a" / "b.yml")
    assert (file.path, file.text) == ("a/b.yml", "größe: 1\r\n")


def test_a_path_elsewhere_is_shown_whole(tmp_path: Path) -> None:
    assert shown_path(tmp_path / "x") == (tmp_path / "x").as_posix()


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.yml") == (
        "unreadable-file",
        "the file cannot be read: No such file or directory",
    )
    assert refusal(tmp_path)[0] == "unreadable-file"


def test_a_byte_that_is_no_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "latin.yml").write_bytes(b"a: 1\nb: gr\xf6\xdfe\n")
    assert refusal(tmp_path / "latin.yml") == ("not-utf8", "the file is not UTF-8: byte 0xf6 on line 2")


def test_a_file_is_replaced_with_its_mode_kept_and_nothing_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out.yml"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new\n")
    assert path.read_text() == "new\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["out.yml"]  # noqa: PTH208


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.yml"
    path.write_text("old")

    def fail(_source: Path, _target: Path) -> None:
        raise OSError("disk")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.yml"]  # noqa: PTH208
