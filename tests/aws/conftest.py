"""Fixtures of the AWS side: the emulator as this process's own account, and an application in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.emulator import REGION, Application, CopilotClient, Emulator, World, build


@pytest.fixture
def environment(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """Lead this process to the emulator, as a person's variables would; each call is tried once."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in emulator.environment(REGION).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return emulator


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Leave nothing that leads to an account: neither variables nor files."""
    for name in ("PROFILE", "REGION", "DEFAULT_REGION", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "ENDPOINT_URL"):
        monkeypatch.delenv(f"AWS_{name}", raising=False)
    folder = tmp_path_factory.mktemp("aws")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(folder / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture(scope="module")
def make(
    emulator: Emulator, copilot: CopilotClient, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[World], Application]:
    """Build worlds with the real client, each in a separate workspace."""

    def make_world(world: World) -> Application:
        return build(world, emulator, copilot, tmp_path_factory.mktemp(world.application) / "workspace")

    return make_world


@pytest.fixture
def inside(application: Application, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the workspace of the module's application."""
    monkeypatch.chdir(application.workspace)
    return application.workspace
