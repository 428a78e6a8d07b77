"""The project's fixtures, and the deliberate differences: each is the only one that its fixture shows."""

from pathlib import Path

import pytest
import yaml

from tests.conformance.deliberate import DELIBERATE, Deliberate
from tests.conformance.judge import reasons, unexplained
from tests.conformance.laboratory import Laboratory, world_of
from tests.conformance.manifest import Manifest
from tests.emulator import World

FIXTURES = Path(__file__).parents[2] / "fixtures"

pytestmark = pytest.mark.xdist_group("emulator")


def _manifests() -> list[Path]:
    found = [path for kind in ("ok", "errors", "conformance") for path in (FIXTURES / kind).glob("*.yml")]
    besides = (".template.yml", ".context.yml", ".patches.yml")
    return sorted(path for path in found if not path.name.endswith(besides) and _is_text(path))


def _is_text(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read(path: Path) -> Manifest:
    patches = path.with_suffix(".patches.yml")
    text = patches.read_text(encoding="utf-8") if patches.is_file() else ""
    return Manifest(path.read_text(encoding="utf-8"), patches=text)


def _world(manifest: Path) -> World:
    """The world of a fixture: that of its own context file, or of all."""
    own = manifest.with_suffix(".context.yml")
    context, name = (own, manifest.stem) if own.is_file() else (FIXTURES / "context.yml", "fixtures")
    application = "fx-" + "".join(c for c in name.lower() if c.isalnum())[:12]
    return world_of(yaml.safe_load(context.read_text(encoding="utf-8")), application)


@pytest.mark.parametrize("path", _manifests(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_fixture(path: Path, laboratory: Laboratory) -> None:
    case = laboratory.hear(_read(path), _world(path))
    assert unexplained(case) == [], str(case)


@pytest.mark.parametrize("one", DELIBERATE, ids=lambda one: one.slug)
def test_a_deliberate_difference_is_shown_by_its_fixture(one: Deliberate, laboratory: Laboratory) -> None:
    path = FIXTURES / one.fixture
    case = laboratory.hear(_read(path), _world(path))
    assert reasons(case) == {one.slug}, str(case)
