"""Fixtures and settings of the whole suite."""

import os

import pytest
from hypothesis import settings

from tests.emulator.fixtures import copilot, emulator

__all__ = ["copilot", "emulator"]

# The same examples in every run, however slow the machine: a failure is found again by running again.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")

# What an earlier run has found out must not decide what a test sees.
os.environ["PILOTHOUSE_NO_CACHE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take long; groups come before them, those of many tests first."""
    items.sort(key=lambda item: item.get_closest_marker("starts_early") is None)
