"""The manifests of a folder that the variable PILOTHOUSE_MANIFESTS names: people's real ones, say."""

import os
import re
from pathlib import Path

import pytest

from tests.conformance.judge import unexplained
from tests.conformance.laboratory import Laboratory
from tests.conformance.manifest import Manifest
from tests.emulator import Environment, Workload, World


def _manifests() -> list[Path]:
    folder = os.environ.get("PILOTHOUSE_MANIFESTS")
    return sorted(Path(folder).rglob("*.y*ml")) if folder else []


def _world(manifests: list[Manifest]) -> World:
    """A world with every environment and every connection that the manifests name."""
    environments: set[str] = set()
    connections: set[str] = set()
    for manifest in manifests:
        data = manifest.data if isinstance(manifest.data, dict) else {}
        environments |= {str(s.get("name")) for s in data.get("stages") or () if isinstance(s, dict)}
        connections |= set(re.findall(r"connection_name:[ \t]*['\"]?([^'\"#\n]*[^'\"#\s])", manifest.text))
    return World(
        "folder",
        environments=tuple(Environment(name) for name in sorted(environments)),
        workloads=(Workload("api"), Workload("report", "Scheduled Job")),
        connections=tuple(sorted(connections)),
    )


@pytest.mark.parametrize("path", _manifests(), ids=lambda path: path.stem)
def test_a_manifest_of_the_folder(path: Path, laboratory: Laboratory) -> None:
    world = _world([Manifest(one.read_text(encoding="utf-8")) for one in _manifests()])
    case = laboratory.hear(Manifest(path.read_text(encoding="utf-8")), world)
    assert unexplained(case) == [], str(case)
