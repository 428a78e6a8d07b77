"""The fast check agrees with jsonschema about every value; that is why it may run first."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pilothouse.passes.check_schema.fits import surely_fits
from pilothouse.passes.parse import parse
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile

FIXTURES = Path(__file__).parents[3] / "fixtures"
MANIFEST = json.loads(schema_text("manifest"))
CONTEXT = json.loads(schema_text("context"))


def data(path: Path) -> Any:
    document = parse(SourceFile(path.name, path.read_text(encoding="utf-8"))).value
    return document.data if document else None


MANIFESTS = [data(path) for path in sorted((FIXTURES / "ok").glob("*.yml")) if len(path.suffixes) == 1]
CONTEXTS = [data(path) for path in sorted(FIXTURES.glob("**/*context.yml"))]

KEYS = st.sampled_from(
    ["name", "version", "stages", "deployments", "test_commands", "post_deployments", "region", "other"]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 2),
    st.sampled_from([1.0, 0.5, float("nan")]),
    st.sampled_from(["", "yes", "GitHub", "a" * 101, "us-west-2", "123456789012", "arn:aws:iam::1:role/x"]),
    st.text(max_size=3),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=5,
)


def mutated(value: Any, draw: st.DrawFn, depth: int = 0) -> Any:
    """Change one thing somewhere in a value: replace, remove or add."""
    deeper = isinstance(value, dict | list) and value and depth < 6 and draw(st.integers(0, 5)) > 0
    if not deeper:
        return draw(VALUES)
    keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = draw(st.sampled_from(keys))
    copy = dict(value) if isinstance(value, dict) else list(value)
    match draw(st.sampled_from(["change", "change", "change", "remove", "add"])):
        case "remove":
            del copy[key]
        case "add" if isinstance(copy, dict):
            copy[draw(KEYS)] = draw(VALUES)
        case _:
            copy[key] = mutated(copy[key], draw, depth + 1)
    return copy


@st.composite
def changed(draw: st.DrawFn, originals: list[Any]) -> Any:
    value = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(0, 3))):
        value = mutated(value, draw)
    return value


@given(changed(MANIFESTS))
def test_it_agrees_about_manifests(value: Any) -> None:
    assert surely_fits(value, MANIFEST) == Draft202012Validator(MANIFEST).is_valid(value)


@given(changed(CONTEXTS))
def test_it_agrees_about_contexts(value: Any) -> None:
    assert surely_fits(value, CONTEXT) == Draft202012Validator(CONTEXT).is_valid(value)


@pytest.mark.parametrize("value", MANIFESTS)
def test_it_supports_every_keyword_in_the_manifests_schema(value: Any) -> None:
    assert surely_fits(value, MANIFEST) == Draft202012Validator(MANIFEST).is_valid(value)


@pytest.mark.parametrize(
    "schema", [{"format": "date"}, {"type": "integer"}, {"items": {"oneOf": []}}, {"const": 1, "if": True}]
)
def test_an_unsupported_keyword_is_undecided(schema: dict[str, Any]) -> None:
    assert not surely_fits([1], schema)


@pytest.mark.parametrize(
    ("value", "schema"), [(True, {"const": 1}), (1, {"enum": [True]}), (False, {"type": "number"})]
)
def test_a_boolean_is_not_a_number(value: Any, schema: dict[str, Any]) -> None:
    assert not surely_fits(value, schema)
    assert not Draft202012Validator(schema).is_valid(value)
