"""Texts that are TOML, that aren't, and that tomllib can't handle."""

import pytest

from pilothouse.source.toml import MAX_DEPTH, TomlError, read_toml


def test_it_is_read() -> None:
    assert read_toml("a.b = [1, {c = 2}]") == {"a": {"b": [1, {"c": 2}]}}


def test_a_mistake_has_its_place() -> None:
    with pytest.raises(TomlError) as raised:
        read_toml("a = 1\nb = = 2\n")
    assert raised.value.where == (2, 5)
    assert not raised.value.is_unplaced


def test_a_mistake_at_the_end_has_none_but_the_end() -> None:
    with pytest.raises(TomlError) as raised:
        read_toml("a = [1,")
    assert raised.value.where is None
    assert not raised.value.is_unplaced


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "nested more than"),
        ("a = " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, "nested more than"),
        ("a." * MAX_DEPTH + "b = 1", "nested more than"),
        ("a = " + "9" * 5000, "too long"),
        ("a = " + "9" * 100, "more than 64 bits"),
        ("a = 0x" + "9" * 5000, "more than 64 bits"),
    ],
    ids=lambda value: value[:12],
)
def test_a_value_past_a_limit_is_rejected(text: str, problem: str) -> None:
    with pytest.raises(TomlError, match=problem):
        read_toml(text)


def test_a_value_at_a_limit_is_read() -> None:
    assert read_toml("a = " + "[" * (MAX_DEPTH - 2) + "]" * (MAX_DEPTH - 2))
    assert read_toml(f"a = {-(1 << 63)}") == {"a": -(1 << 63)}
