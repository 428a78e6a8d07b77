"""A delayed module is loaded when it is used, and not before."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pilothouse.passes.emit.put_off import put_off


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package that can be imported and has not been."""
    name = "package_to_put_off"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("ANSWER = 42\n")
    (tmp_path / name / "part.py").write_text("ANSWER = 43\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    for loaded in [one for one in sys.modules if one.split(".")[0] == name]:
        del sys.modules[loaded]


def test_importing_it_loads_nothing(module: str) -> None:
    put_off(module)
    assert importlib.import_module(module) is sys.modules[module]
    assert "ANSWER" not in vars(sys.modules[module])


def test_using_it_loads_it(module: str) -> None:
    put_off(module)
    promised = importlib.import_module(module)
    assert promised.ANSWER == 42
    assert sys.modules[module] is not promised
    assert promised.ANSWER == 42


def test_its_parts_can_be_imported(module: str) -> None:
    put_off(module)
    assert importlib.import_module(f"{module}.part").ANSWER == 43


def test_what_is_loaded_stays(module: str) -> None:
    loaded = importlib.import_module(module)
    put_off(module)
    assert sys.modules[module] is loaded
