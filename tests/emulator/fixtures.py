"""The fixtures that every test with an account takes: one emulator for the whole run, and the real client."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulator.client import CopilotClient, find_copilot
from tests.emulator.proxy import Emulator


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """AWS on loopback, empty at first; tests keep apart by the names of their applications."""
    with Emulator() as running:
        yield running


@pytest.fixture(scope="session")
def copilot(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> CopilotClient:
    """The real Copilot client; skips where it can't be had."""
    binary = find_copilot()
    if not isinstance(binary, Path):
        pytest.skip(binary)
    return CopilotClient(emulator, binary, tmp_path_factory.mktemp("home"))
