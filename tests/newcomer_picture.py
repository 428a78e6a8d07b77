"""The README's picture of a whole session: the commands' real output against the emulator.

`make picture` draws it, the same each time. The emulator deploys at once, so the times come from a clock that
goes on by itself.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta, tzinfo
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from moto.moto_api._internal import mock_random

from pilothouse.cli.main import main as pilothouse
from tests.emulator import REGION, CopilotClient, Emulator, Environment, Workload, World, build, find_copilot
from tests.pictures import PICTURES, terminal_picture

WORLD = World(
    "demo",
    environments=(Environment("test"), Environment("prod")),
    workloads=(Workload("api"),),
    connections=("github",),
)
INIT = ("init", "web", "--branch", "main", "--environments", "test,prod", "--connection", "github", "--yes")
APPROVAL = "requires_approval: true"
STAGES = (("Source", "SourceCodeFor-demo"), ("Build", "Build"), ("DeployTo-test", "CreateOrUpdate-api-test"))
START = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
EVENT = timedelta(seconds=4)
"""Time from one event of a stack to the next."""
EXECUTION = timedelta(minutes=9)
"""Time that the first execution takes to the last stage: the emulator gives each step a minute."""


class Clock:
    """A clock for moto, and in place of `datetime`: each reading is later than the one before."""

    def __init__(self) -> None:
        self._now = START

    def now(self, _zone: tzinfo | None = None) -> datetime:
        """Return a time later than the one before."""
        self.advance(EVENT)
        return self._now

    def advance(self, time: timedelta) -> None:
        """Let some time pass."""
        self._now += time

    def utcnow(self) -> datetime:
        """Return a time later than the one before, without a zone, as moto has it."""
        return self.now().replace(tzinfo=None)


def main() -> None:
    """Walk the path, and draw what it shows."""
    binary = find_copilot()
    if not isinstance(binary, Path):
        raise SystemExit(binary)
    mock_random.seed(1)
    known_ids = patch("tests.emulator.connections.uuid4", mock_random.uuid4)
    with known_ids, Emulator() as emulator, TemporaryDirectory() as folder:
        home = Path(folder, "home")
        home.mkdir()
        client = CopilotClient(emulator, binary, home)
        workspace = build(WORLD, emulator, client, Path(folder, "demo")).workspace
        remote = ["git", "remote", "add", "origin", "git@github.com:acme/web.git"]
        subprocess.run(remote, cwd=workspace, check=True, capture_output=True)
        clock = Clock()
        with _with_times_of(clock), chdir(workspace), patch.dict(os.environ, _environment(emulator)):
            (PICTURES / "deploy.svg").write_text(terminal_picture(_session(emulator, workspace, clock)))


@contextmanager
def _with_times_of(clock: Clock) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(patch("moto.cloudformation.models.utcnow", clock.utcnow))
        stack.enter_context(patch("tests.emulator.executions.EPOCH", START.timestamp()))
        stack.enter_context(patch("pilothouse.cli.commands.status.datetime", clock))
        yield


def _environment(emulator: Emulator) -> dict[str, str]:
    return {**emulator.environment(REGION), "FORCE_COLOR": "1", "PILOTHOUSE_NO_CACHE": "1"}


def _session(emulator: Emulator, workspace: Path, clock: Clock) -> str:
    """Return what a terminal shows of the whole path."""
    _run("context", "pull")
    made = _run(*INIT)
    _run("context", "pull")
    created = _run("deploy", "web", "--yes")
    _let_it_run(emulator)
    clock.advance(EXECUTION)
    created += _run("status", "web")
    manifest = workspace / "copilot" / "pipelines" / "web" / "manifest.yml"
    prod = "  - name: prod\n"
    manifest.write_text(manifest.read_text().replace(prod, f"{prod}    {APPROVAL}\n"))
    edited = f"$ sed -i '/name: prod/a\\    {APPROVAL}' {manifest.relative_to(workspace)}\n\n"
    return made + created + edited + _run("diff", "web", "--deployed") + _run("deploy", "web", "--yes")


def _let_it_run(emulator: Emulator) -> None:
    """Let the first execution come as far as the last stage."""
    (pipeline,) = emulator.client("codepipeline", REGION).list_pipelines()["pipelines"]
    emulator.executions.forget(REGION, pipeline["name"])
    run = emulator.executions.begin(REGION, pipeline["name"], "CreatePipeline")
    for stage, action in STAGES:
        emulator.executions.let(run, stage, action, "Succeeded")
    emulator.executions.let(run, "DeployTo-prod", "CreateOrUpdate-api-prod", "InProgress")


def _run(*arguments: str) -> str:
    shown = StringIO()
    with redirect_stdout(shown), redirect_stderr(shown):
        try:
            pilothouse(list(arguments))
        except SystemExit as end:
            if end.code not in (0, 1):
                raise SystemExit(shown.getvalue()) from end
    return f"$ pilothouse {' '.join(arguments)}\n{shown.getvalue()}\n"


if __name__ == "__main__":
    main()
