"""Versions are ordered as semver.org orders them; Copilot compares them to refuse a downgrade."""

import pytest

from pilothouse.aws.template_version import is_newer


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("v1.34.1", "v1.34.2"),
        ("v1.9.0", "v1.34.1"),
        ("v1.34.1", "v2.0.0"),
        ("v1.34.1-rc.1", "v1.34.1"),
        ("v1.34.1-rc.2", "v1.34.1-rc.10"),
        ("v1.34.1-rc.1", "v1.34.1-rc.1.1"),
        ("v1.34.1-1", "v1.34.1-rc"),
        ("", "v0.0.0"),
        ("1.34.1", "v0.0.1"),
    ],
)
def test_order(older: str, newer: str) -> None:
    assert is_newer(newer, older)
    assert not is_newer(older, newer)


@pytest.mark.parametrize(("one", "other"), [("v1.34.1", "v1.34.1"), ("v1.34.1+a", "v1.34.1+b"), ("", "x")])
def test_neither_is_newer(one: str, other: str) -> None:
    assert not is_newer(one, other)
    assert not is_newer(other, one)
