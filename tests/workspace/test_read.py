"""Files are read as UTF-8, and written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilothouse.workspace.read import UnreadableFileError, is_there, read_bytes, read_source, shown_path


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


def test_the_size_is_asked_before_a_file_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.yml").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte that takes no room
    assert refusal(tmp_path / "huge.yml") == (
        "oversized-file",
        "the file is larger than 1,048,576 bytes, the most that is read",
    )
    (tmp_path / "small.yml").write_bytes(b"abc")
    assert read_bytes(tmp_path / "small.yml", limit=3) == b"abc"


def test_a_device_that_a_person_names_is_read_no_further_than_a_file() -> None:
    assert read_source(Path("/dev/null")).text == ""
    assert refusal(Path("/dev/zero"))[0] == "oversized-file"


def test_a_name_that_no_file_can_have_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a\0b")[0] == "unreadable-file"
    assert not is_there(tmp_path / "a\0b")
    assert not is_there(tmp_path / ("a" * 300))
