"""The facts about a manifest's keys are true: what becomes of a key is seen by changing it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.diagnostics.place import Key, Value
from pilothouse.driver import Compilation, Request, compile_manifest
from pilothouse.ir.override import RUN_NO_CODE
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile
from tests.pages.manifest_reference import PAGE, example_text, key_path, read_facts, schema_keys

ROOT = Path(__file__).parents[2]
KEYS = {key.path: key for key in schema_keys()}
FACTS = read_facts()
SAMPLES = (
    *("github", "github-connection", "github-token", "codecommit", "codecommit-clone-url", "connection-arn"),
    *("environments", "actions", "dependencies", "test-commands", "build", "legacy", "regions"),
)
"""Manifests in `fixtures/ok` that hold every key."""


def test_each_key_has_facts_with_an_example() -> None:
    assert FACTS.keys() == KEYS.keys()
    assert [path for path, facts in FACTS.items() if facts.example is None] == []


@pytest.mark.parametrize("path", KEYS)
def test_an_example_is_a_valid_value_of_its_key(path: str) -> None:
    definitions = json.loads(schema_text("manifest"))["$defs"]
    jsonschema.validate(FACTS[path].example, {**KEYS[path].schema, "$defs": definitions})


@pytest.mark.parametrize("path", KEYS)
def test_an_example_shows_its_key_where_it_belongs(path: str) -> None:
    shown = yaml.safe_load(example_text(path, FACTS[path].example))
    assert path in {key_path(route) for route in routes(shown)}


def test_the_page_has_every_key() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [path for path in KEYS if f"\n### `{path}`\n" not in page] == []


def test_what_a_template_says_of_its_origin_is_among_the_facts() -> None:
    for path in KEYS:
        assert [one for one in caused(path) if " " in one and not _is_part(one, FACTS[path].becomes)] == [], (
            path
        )


def _is_part(shown: str, facts: Iterable[str]) -> bool:
    """Whether a property is one of the facts, or part of the resource or property that one names."""
    return any(shown == fact or shown.startswith((f"{fact} ", f"{fact}.")) for fact in facts)


@pytest.mark.parametrize("path", [path for path, facts in FACTS.items() if facts.becomes])
def test_what_a_key_becomes_is_what_it_causes_or_what_changes_with_it(path: str) -> None:
    unproven = set(FACTS[path].becomes) - caused(path)
    for name in SAMPLES:
        for changed in changes(name, path) if unproven else ():
            unproven -= changed
    assert not unproven


def caused(path: str) -> set[str]:
    """Return the parts of templates whose origin is a key, as the facts write them."""
    return {
        shown_property(compilation, part)
        for compilation in map(compiled, SAMPLES)
        if compilation.stack
        for part, place in compilation.stack.origins.items()
        if isinstance(place.anchor, Key | Value) and key_path(place.anchor.route) == path
    }


def changes(name: str, path: str) -> Iterator[set[str]]:
    """Yield, for each way to change a key in a sample, the properties whose values differ then."""
    data = yaml.load(sample(name).file.text, Loader=_WithoutTags)
    before = compiled(name, yaml.dump(data))
    for route in routes(data):
        if key_path(route) != path:
            continue
        for value in replacements(path, route, data):
            changed = copy.deepcopy(data)
            *above, last = route
            holder = changed
            for step in above:
                holder = holder[step]
            if value is None:
                del holder[last]
            else:
                holder[last] = value
            after = compiled(name, yaml.dump(changed))
            if after.stack is not None:
                yield differing(before, after)


def replacements(path: str, route: tuple[str | int, ...], data: Any) -> Iterator[Any]:
    """Yield other values for a key; None stands for none at all."""
    yield None
    yield FACTS[path].example
    value = data
    for step in route:
        value = value[step]
    if isinstance(value, str):
        yield f"{value}x"
        yield from ("prod-eu", "prod", "Bitbucket", "GitHub")


def differing(before: Compilation, after: Compilation) -> set[str]:
    """Return the properties of the template that differ, as the facts write them, and their parents."""
    old, new = (dict(leaves(template(one))) for one in (before, after))
    found: set[str] = set()
    for path in old.keys() | new.keys():
        if old.get(path) != new.get(path):
            of = after if path in new else before
            found |= {shown_property(of, path[:length]) for length in range(2, len(path) + 1)}
    return found


def shown_property(compilation: Compilation, path: tuple[Any, ...]) -> str:
    """Return a path of the template as the facts write it: `TYPE Stages[].Name`."""
    if path[:1] != ("Resources",) or len(path) < 2:
        return ""
    shown = "".join("[]" if isinstance(step, int) else f".{step}" for step in path[3:]).removeprefix(".")
    return f"{template(compilation)['Resources'][path[1]]['Type']} {shown}".rstrip()


def template(compilation: Compilation) -> Any:
    """Return a compilation's template."""
    assert compilation.stack is not None
    return compilation.stack.template


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each scalar with its path."""
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, step))
    else:
        yield path, value


def routes(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the route of each value."""
    yield path
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from routes(inner, (*path, step))


class _WithoutTags(yaml.SafeLoader):
    """Reads `!Sub text` as the text."""


_WithoutTags.add_multi_constructor("!", lambda loader, _, node: loader.construct_scalar(node))


@cache
def sample(name: str) -> Request:
    """Return the request for a sample."""
    manifest = ROOT / "fixtures" / "ok" / f"{name}.yml"
    own = manifest.with_suffix(".context.yml")
    context = own if own.is_file() else ROOT / "fixtures" / "context.yml"
    [found] = select([str(manifest)], context, Report(), code=lambda _: RUN_NO_CODE)
    return found


@cache
def compiled(name: str, text: str = "") -> Compilation:
    """Compile a sample, or another text in its place."""
    request = sample(name)
    file = SourceFile(request.file.path, text) if text else request.file
    return compile_manifest(replace(request, file=file))
