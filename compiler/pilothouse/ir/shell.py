"""The simple commands in a shell command, accurate enough to find downloads and the programs that are run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

_SEPARATOR = re.compile(r"&&|\|\|?|[;\n]")
_URL = re.compile(r"https?://[^\s'\"]+")
_OUTPUT_FLAG = {
    "curl": re.compile(r"-[A-Za-z]*o|--output"),
    "wget": re.compile(r"-[A-Za-z]*O|--output-document"),
}
_DOWNLOAD = re.compile(r"\b(?:curl|wget)\b")
_END = re.compile(r"[|;&\n]")
_INTERPRETER = re.compile(
    r"\s*(?:sudo\s+(?:-[^\s|;&]+\s+)*)?"
    r"(?:(?:ba|z|da)?sh\b|(?:python[\d.]*|perl|ruby|node)\s*-?\s*(?:$|[;&|\n]))"
)
_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "source", "."})


def simple_commands(text: str) -> Iterator[list[str]]:
    """Yield the words of each simple command, without quotes and without a leading `sudo`."""
    for part in _SEPARATOR.split(text):
        words = [word.strip("\"'") for word in part.split()]
        if words[:1] == ["sudo"]:
            words = words[1:]
        if words:
            yield words


def downloaded_file(words: Sequence[str]) -> str:
    """Return the name of the file that `curl` or `wget` saves, empty for any other command."""
    return file_name(download_path(words))


def download_path(words: Sequence[str]) -> str:
    """Return the path of the file that `curl` or `wget` saves, empty for any other command."""
    if words[0] not in _OUTPUT_FLAG:
        return ""
    flag = _OUTPUT_FLAG[words[0]]
    for word, following in pairwise(words):
        if flag.fullmatch(word) or word == ">":
            return following
    name, _, value = next((word.partition("=") for word in words if flag.match(word)), ("", "", ""))
    if name.startswith("--") and value:
        return value
    url = next((word for word in words if _URL.match(word)), "")
    keeps_name = words[0] == "wget" or any(word == "--remote-name" or _is_flag("O", word) for word in words)
    return file_name(url) if url and keeps_name else ""


def _is_flag(letter: str, word: str) -> bool:
    """Whether a word is a group of flags (`-sSLO`) with that letter in it."""
    return letter in word and re.fullmatch(r"-[A-Za-z]+", word) is not None


def moved_file(words: Sequence[str]) -> tuple[str, str]:
    """Return the old and the new name of a file that is moved or copied, else empty texts."""
    if words[0] in ("mv", "cp") and len(words) > 2:
        old, new = file_name(words[-2]), file_name(words[-1])
        return old, old if words[-1].endswith("/") else new
    return "", ""


def run_files(words: Sequence[str]) -> set[str]:
    """Return the names of files that are run, or made executable."""
    program = words[0]
    if program == "chmod" and re.search(r"x|[1357]", words[1] if len(words) > 1 else ""):
        return {file_name(word) for word in words[2:]}
    if program in _SHELLS or program == "install":
        return {file_name(word) for word in words[1:] if not word.startswith("-")}
    return {file_name(program)} if program.startswith("./") else set()


def pipes_download_to_shell(text: str) -> bool:
    """Whether a download is piped into a shell: `curl URL | sh`, `curl URL | python3 -`."""
    start = 0
    for end in _END.finditer(text):
        if (
            end[0] == "|"
            and _DOWNLOAD.search(text, start, end.start())
            and _INTERPRETER.match(text, end.end())
        ):
            return True
        start = end.end()
    return False


def file_name(path: str) -> str:
    """Return the last part of a path or a URL, without a query."""
    return PurePosixPath(path.partition("?")[0]).name
