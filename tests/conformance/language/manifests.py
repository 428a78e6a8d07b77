"""Whole manifests."""

from typing import Any

from hypothesis import strategies as st

from tests.conformance.language.builds import build
from tests.conformance.language.patches import patches
from tests.conformance.language.pick import Draw, Pick
from tests.conformance.language.scalars import ODD_VALUES, Plain, identifiers, stack_names, write
from tests.conformance.language.sources import source
from tests.conformance.language.stages import stages
from tests.conformance.manifest import LEGACY_PATH, Manifest
from tests.emulator import World

ODD_VERSIONS = (0, 2, "1", Plain("1.0"), Plain("0x1"), Plain("01"), "one", None, -1, True, [1])
ODD_PIPELINE_NAMES = (
    "x" * 100,
    "x" * 101,
    "a_b",
    "@a.b",
    "my pipeline",
    "a/b",
    "é",
    "-x",
    "a: b",
    *ODD_VALUES,
)


@st.composite
def manifests(draw: Draw, world: World) -> Manifest:
    """A manifest for a world."""
    pick = Pick(draw)
    ordinary = st.one_of(identifiers, stack_names)
    if world.legacy_pipelines:
        ordinary = st.one_of(st.sampled_from(world.legacy_pipelines), ordinary)
    document: dict[Any, Any] = {
        "name": pick.value(ordinary, *ODD_PIPELINE_NAMES),
        "version": pick.value(st.just(1), *ODD_VERSIONS),
        "source": source(pick, world),
    }
    if not pick.chance(3):
        document["build"] = build(pick)
    document["stages"] = stages(pick, world)
    for key in list(document):
        if pick.odd() and pick.chance(4):
            del document[key]
    if pick.odd():
        document[pick.one("variables", "Stages", "require_approval", "triggers", 5)] = pick.one(None, [], "x")
    _share(pick, document)
    text = write(document, flow=pick.one(False, False, None, True))
    if pick.odd() and pick.chance(2):
        text = pick.one(_twice, _tabs, _several, _cut)(text)
    elif pick.chance(8):
        text = pick.one(_windows, _marked, _begun, _commented)(text)
    path = pick.one(
        "copilot/pipelines/release/manifest.yml", "copilot/pipelines/x y/manifest.yml", LEGACY_PATH
    )
    return Manifest(text, path, patches(pick) if pick.chance(6) else "")


@st.composite
def patched_manifests(draw: Draw, world: World) -> Manifest:
    """A manifest that both compile, with patches of any form."""
    return Manifest(ORDINARY.format(stage=world.environments[0].name), patches=patches(Pick(draw)))


ORDINARY = """\
name: release
version: 1
source: {{provider: GitHub, properties: {{repository: https://github.com/owner/repo}}}}
stages: [{{name: {stage}, test_commands: [make test]}}]
"""


def _share(pick: Pick, document: dict[Any, Any]) -> None:
    """Let two stages share what they deploy, by an anchor and an alias or a merge."""
    found = document.get("stages")
    if not isinstance(found, list) or len(found) < 2 or not pick.chance(5):
        return
    first, second = found[:2]
    if isinstance(first, dict) and isinstance(second, dict):
        if first.get("deployments"):
            second["deployments"] = first["deployments"]
        elif pick.chance(2):
            found[1] = {Plain("<<"): first, "name": second.get("name")}


def _windows(text: str) -> str:
    return text.replace("\n", "\r\n")


def _marked(text: str) -> str:
    return f"\ufeff{text}"


def _begun(text: str) -> str:
    return f"%YAML 1.1\n---\n{text}...\n"


def _commented(text: str) -> str:
    return "# first\n" + text.replace("\n", "  # more\n", 1) + "\n\n# last"


def _twice(text: str) -> str:
    return f"{text}version: 1\n"


def _tabs(text: str) -> str:
    return text.replace("  ", "\t", 1)


def _several(text: str) -> str:
    return f"{text}---\n{text}"


def _cut(text: str) -> str:
    return text[: len(text) * 2 // 3]
