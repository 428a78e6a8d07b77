"""A ready process with the command loaded, which runs it, in a fork, for each line it reads.

So a killed run is a separate process, but need not load boto3, which takes a second.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pilothouse.aws import session  # noqa: F401 - so that each fork has it
from pilothouse.cli.main import main

Ready = subprocess.Popen[str]


@contextmanager
def stand_ready() -> Iterator[Ready]:
    """Start the process, and end it."""
    module = [sys.executable, "-m", "tests.faults.ready"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        module, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield process


def become(
    ready: Ready,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    folder: Path,
    output: Path,
    started: Callable[[int], None],
) -> int:
    """Run a command; `started` gets the number of its process. Return its exit code."""
    assert ready.stdin
    assert ready.stdout
    order = (arguments, environment, str(folder), str(output))
    ready.stdin.write(f"{json.dumps(order)}\n")
    started(int(ready.stdout.readline()))
    return int(ready.stdout.readline())


def _serve() -> None:
    for line in sys.stdin:
        process = os.fork()
        if not process:
            _be_the_command(*json.loads(line))
        _answer(process)
        _answer(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _be_the_command(arguments: list[str], environment: dict[str, str], folder: str, output: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    main(arguments)


if __name__ == "__main__":
    _serve()
