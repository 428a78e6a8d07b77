"""Two templates side by side: where they differ, as paths."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

ABSENT = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where ours and theirs differ; ABSENT where one has nothing there."""

    path: Path
    ours: Any
    theirs: Any

    def __str__(self) -> str:
        path = "/".join(map(str, self.path))
        return f"{path}\n    ours:   {_shown(self.ours)}\n    theirs: {_shown(self.theirs)}"


def compare(ours: Any, theirs: Any, path: Path = ()) -> Iterator[Difference]:
    """Every difference, in the order of the paths. 1, 1.0, true and "1" are four values."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted({*ours, *theirs}, key=str):
            yield from compare(ours.get(key, ABSENT), theirs.get(key, ABSENT), (*path, key))
    elif isinstance(ours, list) and isinstance(theirs, list):
        for index in range(max(len(ours), len(theirs))):
            mine = ours[index] if index < len(ours) else ABSENT
            other = theirs[index] if index < len(theirs) else ABSENT
            yield from compare(mine, other, (*path, index))
    elif type(ours) is not type(theirs) or ours != theirs:
        yield Difference(path, ours, theirs)


def _shown(value: Any) -> str:
    return "-" if value is ABSENT else repr(value)
