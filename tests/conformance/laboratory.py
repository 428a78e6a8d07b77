"""Where both compilers are asked: one emulator, each world built in it when it is first wanted."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.conformance.case import Case
from tests.conformance.manifest import Manifest, Wish
from tests.conformance.ours import Pilothouse
from tests.conformance.theirs import Copilot
from tests.emulator import Application, CopilotClient, Emulator, Environment, Workload, World, build
from tests.emulator.connections import NEWER


class Laboratory:
    """Runs both compilers on manifests; each world has another application name."""

    def __init__(self, emulator: Emulator, client: CopilotClient, folder: Path) -> None:
        self._emulator = emulator
        self._client = client
        self._folder = folder
        self._compilers: dict[str, tuple[Application, Copilot, Pilothouse]] = {}

    def hear(self, manifest: Manifest, world: World) -> Case:
        """Both verdicts on a manifest."""
        workspace, theirs, ours = self._both(world)
        with _written(workspace, manifest.files):
            return Case(
                manifest,
                world,
                theirs=theirs.ask(manifest),
                ours=ours.ask(manifest),
                lenient=ours.ask(manifest, lenient=True),
            )

    def begin(self, wish: Wish, world: World) -> tuple[Manifest, Manifest]:
        """The manifests that `init` of the client and ours write for the same wish, theirs first."""
        workspace, theirs, ours = self._both(world)
        written = []
        for compiler in (theirs, ours):
            compiler.init(wish)
            path = f"{wish.folder}/manifest.yml"
            written.append(Manifest((workspace / path).read_text(encoding="utf-8"), path))
            shutil.rmtree(workspace / wish.folder)
        return written[0], written[1]

    def _both(self, world: World) -> tuple[Path, Copilot, Pilothouse]:
        name = world.application
        if name not in self._compilers:
            application = build(world, self._emulator, self._client, self._folder / name)
            theirs = Copilot(application, self._client, self._emulator)
            self._compilers[name] = (application, theirs, Pilothouse(application))
        application, theirs, ours = self._compilers[name]
        assert application.world == world, f"two worlds for the application {name}"
        return application.workspace, theirs, ours


@contextmanager
def _written(workspace: Path, files: Mapping[str, str]) -> Iterator[None]:
    """Files in a workspace, for as long as they are asked about."""
    with ExitStack() as cleaning:
        for name, text in files.items():
            path = workspace / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            cleaning.callback(_remove, path, workspace / "copilot")
        yield


def _remove(path: Path, upto: Path) -> None:
    path.unlink()
    for folder in path.parents:
        if folder == upto or any(folder.iterdir()):
            return
        folder.rmdir()


def world_of(context: dict[str, Any], application: str) -> World:
    """The world that a context file describes, under another application's name; all workloads are local."""
    about = context["application"]
    connections = context.get("connections", {})
    newer = tuple(name for name, arn in connections.items() if f":{NEWER}:" in arn)
    return World(
        application,
        region=about["region"],
        tags=about.get("tags", {}),
        permissions_boundary=about.get("permissions_boundary", ""),
        environments=tuple(
            Environment(
                name, one["region"], one["account"], one["manager_role_arn"], one["execution_role_arn"]
            )
            for name, one in context.get("environments", {}).items()
        ),
        workloads=tuple(Workload(name, kind) for name, kind in context.get("workloads", {}).items()),
        connections=tuple(name for name in connections if name not in newer),
        newer_connections=newer,
        legacy_pipelines=tuple(context.get("legacy_pipelines", ())),
    )
