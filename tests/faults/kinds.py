"""Kinds of faults, and the runs that they happen to."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from queue import Queue
from threading import Event, Lock

import pytest

from pilothouse.aws.access import Access
from tests.cli.workspaces import Run, run
from tests.emulator import REGION, Call, Disconnect, Lost, Reply
from tests.faults.ready import Ready, become
from tests.faults.scenarios import Place

READ_TIMEOUT = 3.0  # seconds, of the command that is left without an answer
QUERY = ("cloudformation", "sts")
TIMEOUT = "timeout"
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
    """An interceptor that distinguishes calls as steps; at `target`, `fault` decides."""

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
    """The call is executed, but its answer is lost."""
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
    TIMEOUT: hang,
    "sign-in page": sign_in,
    "empty answer": say_nothing,
    "missing fields": leave_out,
}
TO_PROCESSES = ("killed before", "killed after", "interrupted")


def run_with_fault(kind: str, step: Step, arguments: tuple[str, ...], place: Place, ready: Ready) -> Run:
    """Run a command while one of its calls meets a fault."""
    if kind not in IN_PROCESS:
        return _run_process(kind, step, arguments, place, ready)
    fault = Steps(step, IN_PROCESS[kind])
    with place.emulator.intercept(fault), pytest.MonkeyPatch.context() as patch:
        if kind == TIMEOUT:  # for all others a busy machine may be slow
            patch.setattr("pilothouse.cli.account_options.Access", partial(Access, read_timeout=READ_TIMEOUT))
        return run(*arguments)


def _run_process(kind: str, step: Step, arguments: tuple[str, ...], place: Place, ready: Ready) -> Run:
    process: Queue[int] = Queue()
    workspace = place.application.workspace
    output = workspace.parent / "output"

    def end(number: signal.Signals) -> None:
        os.kill(process.get(timeout=60), number)

    def fault(_: Call) -> Verdict:
        match kind:
            case "killed before":
                end(signal.SIGKILL)
                return Disconnect()
            case "killed after":
                return Lost(lambda: end(signal.SIGKILL))
        end(signal.SIGINT)
        return None

    environment = {**os.environ, **place.emulator.environment(REGION)}
    with place.emulator.intercept(Steps(step, fault)):
        exit_code = become(ready, arguments, environment, workspace, output, process.put)
    return Run(exit_code, "", output.read_text())


def _error(call: Call, status: int, code: str) -> Reply:
    if call.service in ("cloudformation", "sts", "s3"):
        error = f"<Error><Code>{code}</Code><Message>as asked</Message></Error>"
        body = error if call.service == "s3" else f"<ErrorResponse>{error}</ErrorResponse>"
        return Reply(status, body.encode(), "text/xml")
    return Reply(status, f'{{"__type": "{code}", "message": "as asked"}}'.encode())
