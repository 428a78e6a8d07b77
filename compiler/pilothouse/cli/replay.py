"""Print again what an earlier run printed, if nothing that it depended on has changed.

Such a run imports neither click nor the parser nor any rule, which take ten times as long as Python itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from pilothouse.workspace.observe import Fact, Observations, Observing, still_hold
from pilothouse.workspace.user_folders import cache_folder

_COMMANDS = ("compile", "lint")
_NEVER = frozenset({"--help", "-h", "--no-cache"})
FORMAT = "1"
"""Of what is kept. Another format needs another number."""
VARIABLES = (
    "APPDATA",
    "FORCE_COLOR",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LOCALAPPDATA",
    "NO_COLOR",
    "PATH",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "TERM",
    "USERPROFILE",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
)
"""Variables that a result depends on, in addition to those that start with PILOTHOUSE_."""
_INSTALLED = (".dist-info", ".egg-info")
_MOST_CHARACTERS = 200_000
_MOST_RUNS, _LEFT_OF_THEM = 500, 400
_STREAMS = ("1", "2")


def replay(arguments: Sequence[str]) -> int | None:
    """Print the stored output of the same command, and return its exit code; None if it must be run."""
    path = _path(arguments)
    kept = _read(path) if path else None
    if kept is None:
        return None
    exit_code, facts, printed = kept
    try:
        return _print(printed, exit_code) if still_hold(facts) else None
    except OSError:  # the run itself says what is wrong with the output
        return None


def recorded(arguments: Sequence[str], command: Callable[[], int | None]) -> int | None:
    """Run a command; keep what it prints if that depends on nothing but what can be looked up again."""
    path = _path(arguments)
    if path is None:
        return command()
    observations = Observations()
    with Observing(observations):
        exit_code = command()
    if observations.is_whole and exit_code in (None, 0, 1):
        _keep(path, exit_code or 0, observations)
    return exit_code


def _path(arguments: Sequence[str]) -> str | None:
    """Return the file in which the result of a command is kept; None if it never is."""
    if not arguments or arguments[0] not in _COMMANDS or not _NEVER.isdisjoint(arguments):
        return None
    if os.environ.get("PILOTHOUSE_NO_CACHE") or "_PILOTHOUSE_COMPLETE" in os.environ:
        return None
    folder = cache_folder()
    if sys.stdout is None or sys.stderr is None or folder is None:
        return None
    try:
        here = os.getcwd()
        key = "\0".join([FORMAT, here, *_arguments(arguments), *_surroundings()])
    except OSError:
        return None
    if _lies_in_checkout(folder, here):  # otherwise somebody could commit results
        return None
    return os.path.join(folder, "runs", sha256(key.encode("utf-8", "surrogateescape")).hexdigest())


def _arguments(arguments: Sequence[str]) -> Iterator[str]:
    yield str(len(arguments))
    yield from arguments


def _surroundings() -> Iterator[str]:
    """Yield everything else that a result depends on: variables, the terminal, Python, and its packages."""
    for name in sorted({*VARIABLES, *(name for name in os.environ if name.startswith("PILOTHOUSE_"))}):
        yield f"{name}={os.environ.get(name)}"
    for stream in (sys.stdout, sys.stderr):
        yield f"{stream.isatty()} {stream.encoding if stream.isatty() else ''}"
    yield sys.version
    for folder in filter(os.path.isdir, sys.path):
        yield from sorted(name for name in os.listdir(folder) if name.endswith(_INSTALLED))
    package = os.path.dirname(os.path.dirname(__file__))
    checkout = os.path.dirname(os.path.dirname(package))
    yield from _files(package)
    yield from _files(os.path.join(checkout, "schemas"))  # in a wheel both are in the package
    yield from _files(os.path.join(checkout, "docs", "codes"))


def _files(folder: str) -> Iterator[str]:
    """Yield size and time of each file below a folder, which change with an upgrade and with an edit."""
    if not os.path.isdir(folder):
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                status = entry.stat()
                yield f"{entry.name} {status.st_size} {status.st_mtime_ns}"


def _lies_in_checkout(folder: str, here: str) -> bool:
    """Whether the cache is inside a repository or workspace that the current folder is in."""
    real, place = os.path.realpath(folder), os.path.realpath(here)
    while True:
        marked = (".git", os.path.join("copilot", ".workspace"))
        if os.path.commonpath([real, place]) == place and any(
            os.path.lexists(os.path.join(place, name)) for name in marked
        ):
            return True
        above = os.path.dirname(place)
        if above == place:
            return False
        place = above


def _read(path: str) -> tuple[int, list[Fact], list[tuple[int, str]]] | None:
    """Read a kept result: exit code, facts, and what was printed."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            fields = file.read(_MOST_CHARACTERS + 1).split("\0")
        exit_code, count = int(fields[0]), int(fields[1])
        rest = iter(fields[2:])
        facts = [(next(rest), next(rest), next(rest)) for _ in range(count)]
        return exit_code, facts, [(_STREAMS.index(stream), next(rest)) for stream in rest]
    except (OSError, ValueError, IndexError, StopIteration):
        return None


def _keep(path: str, exit_code: int, observations: Observations) -> None:
    from pathlib import Path

    from pilothouse.workspace.cache import CacheFolder

    facts = observations.facts
    fields = [str(exit_code), str(len(facts)), *(field for one in facts for field in one)]
    fields += [field for stream, text in observations.printed for field in (str(stream), text)]
    text = "\0".join(fields)
    if text.count("\0") >= len(fields) or not _is_utf8(text):
        return
    folder = CacheFolder(Path(path).parent, _MOST_RUNS, _LEFT_OF_THEM, _MOST_CHARACTERS)
    folder.put(Path(path).name, text)


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # the name of a file may be any bytes
        return False
    return True


def _print(printed: Sequence[tuple[int, str]], exit_code: int) -> int:
    """Print texts as `open_streams` has it: in UTF-8 unless to a terminal."""
    for stream in (sys.stdout, sys.stderr):
        encoding, newline = (None, None) if stream.isatty() else ("utf-8", "\n")
        stream.reconfigure(encoding=encoding, errors="backslashreplace", newline=newline)  # type: ignore[union-attr]
    for number, text in printed:
        stream = (sys.stdout, sys.stderr)[number]
        stream.write(text)
        stream.flush()
    return exit_code
