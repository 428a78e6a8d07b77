"""Kinds of faults, and the runs that they happen to."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock

from tests.cli.workspaces import Run, run
from tests.emulator import REGION, Call, Disconnect, Emulator, Lost, Reply

ROOT = Path(__file__).parents[2]
READ_TIMEOUT = 3.0  # seconds, of the commands under test
QUERY = ("cloudformation", "sts")
WITHOUT_FIELDS = ("DeleteStack", "DeleteChangeSet", "ExecuteChangeSet")
Verdict = Reply | Disconnect | Lost | None


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One call of a command. Calls run side by side, so it is known by what it asks, and which time."""

    service: str
    operation: str
    region: str
    time: int


@dataclass
class Steps:
    """An interceptor that tells calls apart as steps; at `target`, `fault` decides."""

    target: Step | None = None
    fault: Callable[[Call], Verdict] = lambda _: None
    seen: list[Step] = field(default_factory=list)
    _times: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _counting: Lock = field(default_factory=Lock)

    def __call__(self, call: Call) -> Verdict:
        key = (call.service, call.operation.split("/")[0], call.region)
        with self._counting:
            self._times[key] += 1
            step = Step(*key, self._times[key])
            self.seen.append(step)
        return self.fault(call) if step == self.target else None


def throttle(call: Call) -> Reply:
    """AWS takes no more requests."""
    return _error(call, 400, "ThrottlingException")


def fail(call: Call) -> Reply:
    """AWS fails."""
    return _error(call, 500, "InternalFailure")


def reset(_: Call) -> Disconnect:
    """The connection breaks before the call arrives."""
    return Disconnect()


def lose(_: Call) -> Lost:
    """The call is carried out, its answer is lost."""
    return Lost()


def hang(_: Call) -> Disconnect:
    """No answer comes in time."""
    Event().wait(READ_TIMEOUT + 0.2)
    return Disconnect()


def sign_in(_: Call) -> Reply:
    """A sign-in page of the network answers in AWS's place."""
    return Reply(200, b"<!DOCTYPE html><html><body>Sign in</body></html>", "text/html")


def say_nothing(_: Call) -> Reply:
    """An answer without a body."""
    return Reply(200, b"")


def leave_out(call: Call) -> Reply:
    """An answer without its fields; where an operation's answer has none, without its name."""
    if call.service not in QUERY:
        return Reply(200, b"" if call.service == "s3" else b"{}")
    operation = "" if call.operation in WITHOUT_FIELDS else call.operation
    return Reply(200, f"<{operation}Response><{operation}Result/></{operation}Response>".encode(), "text/xml")


IN_PROCESS: dict[str, Callable[[Call], Verdict]] = {
    "throttle": throttle,
    "500": fail,
    "reset": reset,
    "lost answer": lose,
    "timeout": hang,
    "sign-in page": sign_in,
    "empty answer": say_nothing,
    "missing fields": leave_out,
}
TO_PROCESSES = ("killed before", "killed after", "interrupted")


def run_with_fault(
    kind: str, step: Step, emulator: Emulator, arguments: tuple[str, ...], folder: Path
) -> Run:
    """Run a command while one of its calls meets a fault."""
    if kind in IN_PROCESS:
        with emulator.intercept(Steps(step, IN_PROCESS[kind])):
            return run(*arguments)
    return _run_process(kind, step, emulator, arguments, folder)


def _run_process(kind: str, step: Step, emulator: Emulator, arguments: tuple[str, ...], folder: Path) -> Run:
    started = Event()
    processes: list[subprocess.Popen[str]] = []

    def end(number: signal.Signals) -> None:
        started.wait(30)
        processes[0].send_signal(number)

    def fault(_: Call) -> Verdict:
        match kind:
            case "killed before":
                end(signal.SIGKILL)
                return Disconnect()
            case "killed after":
                return Lost(lambda: end(signal.SIGKILL))
        end(signal.SIGINT)
        return None

    environment = {
        **os.environ,
        **emulator.environment(REGION),
        "PYTHONPATH": str(ROOT / "compiler"),
    }
    with (
        emulator.intercept(Steps(step, fault)),
        subprocess.Popen(
            [sys.executable, "-m", "pilothouse", *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        processes.append(process)
        started.set()
        stdout, stderr = process.communicate(timeout=60)
    return Run(process.returncode, stdout, stderr)


def _error(call: Call, status: int, code: str) -> Reply:
    if call.service in ("cloudformation", "sts", "s3"):
        error = f"<Error><Code>{code}</Code><Message>as asked</Message></Error>"
        body = error if call.service == "s3" else f"<ErrorResponse>{error}</ErrorResponse>"
        return Reply(status, body.encode(), "text/xml")
    return Reply(status, f'{{"__type": "{code}", "message": "as asked"}}'.encode())
