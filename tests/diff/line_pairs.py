"""Pairs of manifests, contexts and patches that differ in a few lines (`fixtures/lines/pairs.txt`).

`## NAME` begins a pair, `@@ FILE` an edit of a file that is otherwise as in the folder, or empty: its lines
that are gone (`-`), new (`+`), and around them. `@@ both FILE` is an edit of both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "fixtures" / "lines"
MANIFEST, CONTEXT, PATCHES = "manifest.yml", "context.yml", "cfn.patches.yml"


@dataclass(slots=True)
class EditedFile:
    """The lines of a file before and after, and the numbers of those that were edited, from 1."""

    before: list[str]
    after: list[str]
    gone: set[int] = field(default_factory=set)
    new: set[int] = field(default_factory=set)

    def edit(self, lines: Sequence[str], *, is_both: bool) -> None:
        """Take an edit. It must come behind those that were taken before."""
        old = [line[1:] for line in lines if line[0] in " -"]
        new = [line[1:] for line in lines if line[0] in " +"]
        found = [at for at in range(len(self.after) + 1) if self.after[at : at + len(old)] == old]
        if old and len(found) != 1:
            raise ValueError(f"{old} appears {len(found)} times in the file")
        start = found[0] if old else len(self.after)
        self.after[start : start + len(old)] = new
        if is_both:
            self.before = list(self.after)
            return
        shift = len(self.gone) - len(self.new)
        left = right = start + 1
        for line in lines:
            self.gone |= {left + shift} if line[0] == "-" else set()
            self.new |= {right} if line[0] == "+" else set()
            left += line[0] in " -"
            right += line[0] in " +"


@dataclass(frozen=True, slots=True)
class LinePair:
    """A pair: its files by name."""

    name: str
    files: dict[str, EditedFile]


def line_pairs() -> Iterator[LinePair]:
    """Read all pairs."""
    text = (FOLDER / "pairs.txt").read_text(encoding="utf-8")
    for part in text.split("## ")[1:]:
        name, _, edits = part.partition("\n")
        files = {name: _file(name) for name in (MANIFEST, CONTEXT, PATCHES)}
        for edit in edits.split("@@ ")[1:]:
            *words, file = edit.partition("\n")[0].split()
            lines = edit.rstrip("\n").split("\n")[1:]
            files[file].edit([line or " " for line in lines], is_both=words == ["both"])
        yield LinePair(name, files)


def _file(name: str) -> EditedFile:
    path = FOLDER / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return EditedFile(lines, list(lines))
