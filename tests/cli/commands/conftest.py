"""Fixtures of commands that need an account: the emulator, and an application with little in it."""

import json
from pathlib import Path
from zlib import crc32

import pytest

from tests.aws.pipelines import make_pipeline, make_project
from tests.cli.workspaces import write_files
from tests.emulator import ACCOUNT, REGION, Emulator


@pytest.fixture
def account(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """Lead this process to the emulator; each call is tried once."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in emulator.environment(REGION).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return emulator


@pytest.fixture
def app(
    account: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> str:
    """Make an application of this test's own that the account knows; work in its workspace."""
    name = f"app{crc32(request.node.nodeid.encode()):08x}"
    record = {"name": name, "account": ACCOUNT, "version": "1.0"}
    account.client("ssm", REGION).put_parameter(
        Name=f"/copilot/applications/{name}", Type="String", Value=json.dumps(record), Overwrite=True
    )
    write_files(tmp_path, {"copilot/.workspace": f"application: {name}\n"})
    make_project(account, name)
    monkeypatch.chdir(tmp_path)
    return name


@pytest.fixture
def pipeline(app: str, account: Emulator) -> str:
    """Make the pipeline `release` of the application; return its real name."""
    return make_pipeline(account, app, "release", f"pipeline-{app}-release-Pipeline-1")
