"""The project's fixtures, and the deliberate differences: each is the only one that its fixture shows."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from pilothouse.workspace.find import Workspace
from tests.conformance.case import Case
from tests.conformance.deliberate import DELIBERATE
from tests.conformance.difference_kinds import Deliberate
from tests.conformance.judge import reasons, unexplained
from tests.conformance.laboratory import Laboratory, world_of
from tests.conformance.manifest import Manifest
from tests.emulator import World

FIXTURES = Path(__file__).parents[2] / "fixtures"

_NOWHERE = frozenset({"PH410-unchecked-template"})
"""In a region that AWS does not have, nor the emulator."""

pytestmark = pytest.mark.starts_early


@pytest.fixture(scope="module")
def hear(laboratory: Laboratory) -> Callable[[Path], Case]:
    """Both verdicts on a fixture, asked for once: two tests look at those of deliberate differences."""
    return cache(lambda path: laboratory.hear(_read(path), _world(path)))


def _manifests() -> list[Path]:
    found = [path for kind in ("ok", "errors", "conformance") for path in (FIXTURES / kind).glob("*.yml")]
    besides = (".template.yml", ".context.yml", ".patches.yml")
    return sorted(
        path
        for path in found
        if not path.name.endswith(besides) and path.stem not in _NOWHERE and _is_text(path)
    )


def _workspaces() -> list[tuple[Path, Path]]:
    """Fixtures that are workspaces, with each manifest; of overrides, patches alone are compared."""
    found = [marker.parent.parent for marker in FIXTURES.glob("*/*/copilot/.workspace")]
    comparable = [
        folder for folder in sorted(found) if not [*folder.rglob("cdk.json"), *folder.rglob("override.py")]
    ]
    return [
        (folder, path) for folder in comparable for path in Workspace(folder).manifests() if path.is_file()
    ]


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
    """The world of a fixture, from its own context file if it has one, or from the shared one."""
    own = manifest.with_suffix(".context.yml")
    context, name = (own, manifest.stem) if own.is_file() else (FIXTURES / "context.yml", "fixtures")
    application = "fx-" + "".join(c for c in name.lower() if c.isalnum())[:12]
    return world_of(yaml.safe_load(context.read_text(encoding="utf-8")), application)


def _in_workspace(folder: Path, path: Path) -> Manifest:
    text, place = path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix()
    patches = folder / "copilot" / "pipelines" / Manifest(text).name / "overrides" / "cfn.patches.yml"
    return Manifest(text, place, patches.read_text(encoding="utf-8") if patches.is_file() else "")


def _world_of_workspace(folder: Path) -> World:
    own = folder / "copilot" / "context.yml"
    context = own if own.is_file() else FIXTURES / "context.yml"
    application = "ws-" + "".join(c for c in folder.name.lower() if c.isalnum())[:12]
    return world_of(yaml.safe_load(context.read_text(encoding="utf-8")), application)


@pytest.mark.parametrize(
    ("folder", "path"), _workspaces(), ids=lambda path: path.relative_to(FIXTURES).as_posix()
)
def test_a_workspace(folder: Path, path: Path, laboratory: Laboratory) -> None:
    case = laboratory.hear(_in_workspace(folder, path), _world_of_workspace(folder))
    assert unexplained(case) == [], str(case)


@pytest.mark.parametrize("path", _manifests(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_fixture(path: Path, hear: Callable[[Path], Case]) -> None:
    case = hear(path)
    assert unexplained(case) == [], str(case)


@pytest.mark.parametrize("one", DELIBERATE, ids=lambda one: one.slug)
def test_a_deliberate_difference_is_shown_by_its_fixture(
    one: Deliberate, hear: Callable[[Path], Case]
) -> None:
    case = hear(FIXTURES / one.fixture)
    assert reasons(case) == {one.slug}, str(case)
