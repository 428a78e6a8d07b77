"""Whole manifests."""

from typing import Any

from hypothesis import strategies as st

from tests.conformance.language.builds import build
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
    text = write(document, flow=pick.one(False, False, None, True))
    if pick.odd() and pick.chance(3):
        text = pick.one(_twice, _tabs, _several, _cut)(text)
    return Manifest(
        text,
        pick.one("copilot/pipelines/release/manifest.yml", "copilot/pipelines/x y/manifest.yml", LEGACY_PATH),
    )


def _twice(text: str) -> str:
    return f"{text}version: 1\n"


def _tabs(text: str) -> str:
    return text.replace("  ", "\t", 1)


def _several(text: str) -> str:
    return f"{text}---\n{text}"


def _cut(text: str) -> str:
    return text[: len(text) * 2 // 3]
