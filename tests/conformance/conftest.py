"""One laboratory and one draw of examples for the whole run."""

import pytest

from tests.conformance.examples import Example, generate
from tests.conformance.laboratory import Laboratory
from tests.emulator import CopilotClient, Emulator


@pytest.fixture(scope="session")
def laboratory(
    emulator: Emulator, copilot: CopilotClient, tmp_path_factory: pytest.TempPathFactory
) -> Laboratory:
    """Both compilers in every world; skips where the real client can't be had."""
    return Laboratory(emulator, copilot, tmp_path_factory.mktemp("worlds"))


@pytest.fixture(scope="session")
def examples() -> list[Example]:
    """The first examples, of two batches: to draw them takes seconds."""
    return list(generate(0, 55))
