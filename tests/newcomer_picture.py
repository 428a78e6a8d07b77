"""The README's picture of a newcomer's path: the commands' real output against the emulator.

`make picture` draws it. It is no golden file: names that AWS makes up differ from run to run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.emulator import REGION, CopilotClient, Emulator, Environment, Workload, World, build, find_copilot
from tests.pictures import PICTURES, ROOT, terminal_picture

WORLD = World(
    "demo",
    environments=(Environment("test"), Environment("prod")),
    workloads=(Workload("api"),),
    connections=("quay",),
)
INIT = ("init", "web", "--branch", "main", "--environments", "test,prod", "--connection", "quay", "--yes")
APPROVAL = "requires_approval: true"


def main() -> None:
    """Walk the path, and draw what it shows."""
    binary = find_copilot()
    if not isinstance(binary, Path):
        raise SystemExit(binary)
    with Emulator() as emulator, TemporaryDirectory() as folder:
        home = Path(folder, "home")
        home.mkdir()
        workspace = build(
            WORLD, emulator, CopilotClient(emulator, binary, home), Path(folder, "demo")
        ).workspace
        _git(workspace, "remote", "add", "origin", "git@github.com:acme/web.git")
        (PICTURES / "deploy.svg").write_text(terminal_picture(_session(emulator, workspace)))


def _session(emulator: Emulator, workspace: Path) -> str:
    """Return what a terminal shows of the whole path."""

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pilothouse", *arguments],
            cwd=workspace,
            env={
                **os.environ,
                **emulator.environment(REGION),
                "PYTHONPATH": str(ROOT / "compiler"),
                "FORCE_COLOR": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return f"$ pilothouse {' '.join(arguments)}\n{done.stdout}\n"

    run("context", "pull")
    made = run(*INIT)
    run("context", "pull")
    created = run("deploy", "web", "--yes") + run("status", "web")
    manifest = workspace / "copilot" / "pipelines" / "web" / "manifest.yml"
    prod = "  - name: prod\n"
    manifest.write_text(manifest.read_text().replace(prod, f"{prod}    {APPROVAL}\n"))
    edited = f"$ sed -i '/name: prod/a\\    {APPROVAL}' {manifest.relative_to(workspace)}\n\n"
    rest = run("diff", "web", "--deployed") + run("deploy", "web", "--yes") + run("delete", "web", "--yes")
    return made + created + edited + rest


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


if __name__ == "__main__":
    main()
