"""Fixtures and settings of the whole suite. The emulator takes seconds to import: only its users do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import pilothouse.passes.check_schema.judge  # noqa: F401  # before moto, which has all formats loaded

if TYPE_CHECKING:
    from tests.emulator import CopilotClient, Emulator

# The same examples in every run, however slow the machine: a failure is found again by running again.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")

# What an earlier run has found out must not decide what a test sees.
os.environ["PILOTHOUSE_NO_CACHE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files whose tests take long."""
    early = {item.path for item in items if item.get_closest_marker("starts_early")}
    items.sort(key=lambda item: item.path not in early)


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """AWS on loopback, empty at first; tests keep apart by the names of their applications."""
    from tests.emulator import Emulator

    with Emulator() as running:
        yield running


@pytest.fixture(scope="session")
def copilot(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> CopilotClient:
    """The real Copilot client; skips where it can't be had."""
    from tests.emulator import CopilotClient, find_copilot

    binary = find_copilot()
    if not isinstance(binary, Path):
        pytest.skip(binary)
    return CopilotClient(emulator, binary, tmp_path_factory.mktemp("home"))
