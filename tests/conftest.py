"""Fixtures of the whole suite."""

from tests.emulator.fixtures import copilot, emulator

__all__ = ["copilot", "emulator"]
