"""AWS on loopback: moto's proxy with its gaps filled, a world to build in it, and the real Copilot client.

Used by every test that needs an account: the differential tests ask the real client what a manifest means,
and the tests of the AWS side deploy into it. Start one `Emulator` a run (the fixture `emulator`), describe a
`World`, `build` it.
"""

from tests.emulator.build import Application, ArtifactBucket, build
from tests.emulator.calls import Call, Disconnect, Interceptor, Lost, Reply
from tests.emulator.client import ClientRun, CopilotClient, find_copilot
from tests.emulator.proxy import Emulator
from tests.emulator.world import ACCOUNT, OTHER_ACCOUNT, REGION, Environment, Workload, World

__all__ = [
    "ACCOUNT",
    "OTHER_ACCOUNT",
    "REGION",
    "Application",
    "ArtifactBucket",
    "Call",
    "ClientRun",
    "CopilotClient",
    "Disconnect",
    "Emulator",
    "Environment",
    "Interceptor",
    "Lost",
    "Reply",
    "Workload",
    "World",
    "build",
    "find_copilot",
]
