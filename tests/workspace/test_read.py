"""Files are read as UTF-8, with limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilothouse.workspace.read import UnreadableFileError, is_there, read_bytes, read_source, shown_path


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(UnreadableFileError) as caught:
        read_source(path)
    return caught.value.diagnostic.code.slug, caught.value.diagnostic.message


def test_a_file_is_read_with_the_path_for_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.yml").write_bytes("\ufeffgröße: 1\r\n".encode())
    file = read_source(tmp_path / "a" / "b.yml")
    assert (file.path, file.text) == ("a/b.yml", "größe: 1\r\n")


def test_a_path_elsewhere_is_shown_whole(tmp_path: Path) -> None:
    assert shown_path(tmp_path / "x") == (tmp_path / "x").as_posix()


def test_an_unreadable_file_has_a_reason(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.yml") == (
        "unreadable-file",
        "the file cannot be read: No such file or directory",
    )
    assert refusal(tmp_path)[0] == "unreadable-file"


def test_a_byte_that_is_not_utf_8_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "latin.yml").write_bytes(b"a: 1\nb: gr\xf6\xdfe\n")
    assert refusal(tmp_path / "latin.yml") == ("not-utf8", "the file is not UTF-8: byte 0xf6 on line 2")


def test_the_size_is_checked_before_a_file_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.yml").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte that takes no disk space
    assert refusal(tmp_path / "huge.yml") == (
        "oversized-file",
        "the file is larger than the limit of 1,048,576 bytes",
    )
    (tmp_path / "small.yml").write_bytes(b"abc")
    assert read_bytes(tmp_path / "small.yml", limit=3) == b"abc"


def test_a_device_given_by_the_user_is_read_up_to_the_limit() -> None:
    assert read_source(Path("/dev/null")).text == ""
    assert refusal(Path("/dev/zero"))[0] == "oversized-file"


def test_an_invalid_file_name_is_not_a_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a\0b")[0] == "unreadable-file"
    assert not is_there(tmp_path / "a\0b")
    assert not is_there(tmp_path / ("a" * 300))
