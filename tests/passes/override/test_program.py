"""A program for an override runs to its end, or is killed: by its time limit, or with its caller."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pilothouse.passes.override.program import Program, ProgramError

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX: process groups and FIFOs")

HOLD = """
import os, signal, sys
fifo = os.open(sys.argv[1], os.O_WRONLY)
signal.signal(signal.SIGALRM, lambda *_: os._exit(os.write(fifo, b"never ended")))
signal.alarm(20)
signal.pause()
"""
"""A program that keeps a FIFO open while it lives, and writes to it if it lives for too long."""


def python(code: str, *arguments: object, time_limit: float = 60) -> Program:
    command = [sys.executable, "-I", "-c", code, *map(str, arguments)]
    return Program("`it`", command, Path.cwd(), {**os.environ, "SAID": "ahoy"}, time_limit)


def error_of(program: Program) -> ProgramError:
    with pytest.raises(ProgramError) as caught:
        program.run()
    return caught.value


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    return path


def test_standard_output_is_returned_and_the_rest_is_not() -> None:
    code = "import os, sys; print(os.environ['SAID']); print('noise', file=sys.stderr)"
    assert python(code).run() == "ahoy\n"


def test_there_is_nothing_to_read() -> None:
    assert python("import sys; print(repr(sys.stdin.read()))").run() == "''\n"


def test_a_failure_has_its_exit_code_and_last_lines() -> None:
    code = "import sys; [print(n, file=sys.stderr) for n in range(99)]; sys.exit(4)"
    error = error_of(python(code))
    assert error.message == "`it` failed with exit code 4"
    assert error.last_lines.split("\n") == [str(number) for number in range(84, 99)]


def test_a_long_line_of_a_failure_is_cut() -> None:
    error = error_of(python("print('x' * 5000); raise SystemExit(1)"))
    assert error.last_lines == "x" * 300 + "..."


def test_a_failure_that_only_prints_shows_what_it_printed() -> None:
    assert error_of(python("print('no'); raise SystemExit(1)")).last_lines == "no"


def test_a_program_that_cannot_be_started_is_reported(tmp_path: Path) -> None:
    program = Program("`it`", ["it"], tmp_path / "missing", {}, 60)
    assert error_of(program).message == "`it` cannot be started: No such file or directory"


def test_it_ends_with_its_children_at_the_time_limit(fifo: Path) -> None:
    start_a_child = (
        "import subprocess, sys; print('waiting', flush=True); "
        "subprocess.run([sys.executable, '-I', '-c', *sys.argv[1:]])"
    )
    with os.fdopen(os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)) as reader:
        error = error_of(python(start_a_child, HOLD, fifo, time_limit=1))
        os.set_blocking(reader.fileno(), True)
        assert reader.read() == "", "a child still has the FIFO open"
    assert error.message == "`it` was stopped: it ran for more than 1 seconds"
    assert error.last_lines == "waiting"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda one: one.name)
def test_it_ends_with_its_caller(fifo: Path, end: signal.Signals) -> None:
    ask = (
        "import os, sys; from pathlib import Path; from pilothouse.passes.override.program import Program; "
        "Program('it', [sys.executable, '-I', '-c', *sys.argv[1:]], Path.cwd(), os.environ, 60).run()"
    )
    with (
        subprocess.Popen(
            [sys.executable, "-c", ask, HOLD, fifo],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        ) as asker,
        fifo.open() as reader,  # returns as soon as the program has opened the other end
    ):
        asker.send_signal(end)
        assert reader.read() == "", "the program still has the FIFO open"


def test_a_child_left_behind_delays_nothing(fifo: Path) -> None:
    leave = (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-I', '-c', *sys.argv[1:]]); print('done')"
    )
    with os.fdopen(os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)):
        assert python(leave, HOLD, fifo).run() == "done\n"


@pytest.mark.parametrize("without", ["killpg"])
def test_without_process_groups_it_still_runs_and_ends(
    monkeypatch: pytest.MonkeyPatch, without: str, uncalled: Callable[..., None]
) -> None:
    monkeypatch.setattr("pilothouse.passes.override.program._HAS_GROUPS", False)
    monkeypatch.setattr(os, without, uncalled)
    assert python("print('done')").run() == "done\n"
    assert "was stopped" in error_of(python("import signal; signal.pause()", time_limit=0.2)).message


@pytest.fixture
def uncalled() -> Callable[..., None]:
    def fail(*_: object) -> None:
        pytest.fail("there are no process groups here")

    return fail
