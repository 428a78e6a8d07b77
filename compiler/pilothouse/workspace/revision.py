"""Files as they were at a git revision, asked of git itself."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_REGULAR = "100"  # the mode of a regular file starts so; links and submodules are left out
_SECONDS = 60


class RevisionError(Exception):
    """git has no answer; the text is its reason."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository at `root`; `name` is what people called it."""

    root: Path
    name: str
    commit: str

    def check_out(self, paths: Sequence[str], folder: Path) -> None:
        """Write the files of a commit that are at `paths`, or below, into a folder.

        Paths are from the repository's root, with `/`; what wasn't there then isn't written. Raises
        RevisionError.
        """
        listed = tuple(self._list(paths))
        contents = _git(self.root, ["cat-file", "--batch"], "".join(f"{one}\n" for one, _ in listed).encode())
        position = 0
        for _, path in listed:
            end = contents.index(b"\n", position)
            size = int(contents[position:end].split()[2])
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(contents[end + 1 : end + 1 + size])
            position = end + 1 + size + 1

    def _list(self, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the object and the path of each file."""
        if not paths:
            return
        listed = _git(self.root, ["ls-tree", "-r", "-z", "--full-tree", self.commit, "--", *paths])
        for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            facts, _, path = line.partition("\t")
            mode, _, name = facts.split(" ")
            if mode.startswith(_REGULAR):
                yield name, path


def find_revision(folder: Path, name: str) -> Revision:
    """Look a revision up (`HEAD~1`, a branch, a tag, a commit) in the repository of a folder.

    Raises RevisionError.
    """
    root = _line(_git(folder, ["rev-parse", "--show-toplevel"]))
    commit = _line(_git(folder, ["rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}"]))
    return Revision(Path(root), name, commit)


def _line(output: bytes) -> str:
    return output.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _git(folder: Path, arguments: Sequence[str], given: bytes = b"") -> bytes:
    command = ["git", "-C", str(folder), "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, check=True)
    except FileNotFoundError as error:
        raise RevisionError("git is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise RevisionError(f"git gave no answer in {_SECONDS} seconds") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionError(reason[-1].removeprefix("fatal: ") if reason else "git failed") from error
    return done.stdout
