"""`docs/manifest.md`: every key of a manifest, from the JSON Schema, the facts next to it, and the fixtures.

The codes of a key are those that the fixtures in `fixtures/errors` get at that key.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pilothouse.diagnostics.codes import find_code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Value
from pilothouse.schema_files import schema_text
from pilothouse.source.route import Route
from tests.pages.code_index import TOPICS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "manifest.md"
FACTS = ROOT / "schemas" / "manifest.facts.yml"
KEYS_MARK = "<!-- keys: written by make golden -->\n"
GENERAL_TOPICS = ("Opening and reading files", "YAML", "Keys and values", "Ignore comments and settings")
"""Topics of codes that are about any key."""
_DEFAULT = re.compile(r" Default: [^ ].*?\.(?=$| [A-Z])")
"""A default in a description: the page has it on a separate line."""
NAME = "NAME"
"""Stands for a name that the manifest chooses."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What `schemas/manifest.facts.yml` says of a key."""

    becomes: tuple[str, ...] = ()
    default: str = ""
    example: Any = None
    codes: tuple[str, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class SchemaKey:
    """A key by its path (`stages[].deployments.NAME.stack_name`), with its schema.

    `same_as` is the path of another key with the same keys below it, which the page describes once.
    """

    path: str
    schema: Mapping[str, Any] = field(hash=False)
    is_required: bool
    same_as: str = ""


def manifest_reference(findings: Iterable[Diagnostic]) -> Iterator[tuple[Path, str]]:
    """Yield the page. `findings` are those of the fixtures."""
    prose = PAGE.read_text(encoding="utf-8").split(KEYS_MARK, maxsplit=1)[0].rstrip("\n")
    facts, codes = read_facts(), codes_by_key(findings)
    sections = [_section(key, facts.get(key.path, Facts()), codes[key.path]) for key in schema_keys()]
    yield PAGE, "\n".join([prose, "", KEYS_MARK, "## Keys", "", *_outline(), "", *sections])


def read_facts() -> dict[str, Facts]:
    """Read the facts by the key's path."""
    facts: dict[str, dict[str, Any]] = yaml.safe_load(FACTS.read_text(encoding="utf-8"))
    return {
        path: Facts(
            becomes=tuple(of.get("becomes", ())),
            default=of.get("default", ""),
            example=of.get("example"),
            codes=tuple(of.get("codes", ())),
            more=of.get("more", ""),
        )
        for path, of in facts.items()
    }


def schema_keys() -> tuple[SchemaKey, ...]:
    """Return every key of a manifest, each before those below it."""
    root = json.loads(schema_text("manifest"))
    described: dict[str, str] = {}

    def below(schema: Mapping[str, Any], path: str) -> Iterator[SchemaKey]:
        for name, of in schema.get("properties", {}).items():
            yield from key(of, f"{path}.{name}" if path else name, name in schema.get("required", ()))
        if isinstance(entries := schema.get("additionalProperties"), dict):
            yield from key(entries, f"{path}.{NAME}", is_required=False)

    def key(schema: Mapping[str, Any], path: str, is_required: bool) -> Iterator[SchemaKey]:
        name = schema.get("$ref", "").removeprefix("#/$defs/")
        schema = {**root["$defs"][name], **schema} if name else schema
        same_as = described.setdefault(name, path) if name and "properties" in schema else path
        yield SchemaKey(path, schema, is_required, "" if same_as == path else same_as)
        if same_as == path:
            yield from below(schema, path)
            items = schema.get("items", {})
            item = root["$defs"].get(items.get("$ref", "").removeprefix("#/$defs/"), {})
            yield from below(item, f"{path}[]")

    return tuple(below(root, ""))


def codes_by_key(findings: Iterable[Diagnostic]) -> Mapping[str, set[str]]:
    """Return the numbers of the codes that are about a key, by its path."""
    general = {f"PH{number}" for topic in GENERAL_TOPICS for number in TOPICS[topic].split()}
    paths = {key.path for key in schema_keys()}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path, facts in read_facts().items():
        found[path].update(facts.codes)
    for finding in findings:
        anchor = finding.place.anchor
        if finding.code.id not in general and isinstance(anchor, Key | Value):
            path = key_path(anchor.route).replace("post_deployments.NAME", "pre_deployments.NAME")
            found[path if path in paths else path.removesuffix("[]")].add(finding.code.id)
    return found


def key_path(route: Route) -> str:
    """Return the path of the key that a route leads to."""
    path = ""
    for step in route:
        if isinstance(step, int):
            path += "[]"
        elif re.fullmatch(r"stages\[\]\.(pre_|post_)?deployments", path):
            path += f".{NAME}"
        else:
            path += f".{step}" if path else str(step)
    return path


def example_text(path: str, value: Any) -> str:
    """Return a manifest, as YAML, that has a value at a key's path, and no more."""
    names = {"deployments": "web", "pre_deployments": "migrate", "post_deployments": "smoke"}
    steps = path.split(".")
    for at in range(len(steps) - 1, -1, -1):
        step = steps[at]
        if step == NAME:
            value = {names[steps[at - 1]]: value}
        elif step.endswith("[]"):
            item = {"name": "test", **value} if isinstance(value, dict) else value
            value = {step.removesuffix("[]"): [item]}
        else:
            value = {step: value}
    return str(yaml.dump(value, sort_keys=False, width=200, Dumper=_Indented))


class _Indented(yaml.SafeDumper):
    """Writes lists as people do: indented, and short ones in brackets."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def _outline() -> Iterator[str]:
    for key in schema_keys():
        depth = key.path.count(".")
        summary = key.schema["description"].partition(". ")[0].rstrip(".")
        yield f"{'    ' * depth}- [`{key.path.rpartition('.')[2]}`](#{_anchor(key.path)}): {summary}"


def _section(key: SchemaKey, facts: Facts, codes: set[str]) -> str:
    said = _DEFAULT.sub("", key.schema["description"])
    lines = [f"### `{key.path}`", "", f"{said} {facts.more}".rstrip(), "", f"- Type: {_type(key.schema)}"]
    if not key.path.endswith(NAME):
        lines.append(f"- Required: {'yes' if key.is_required else 'no'}")
    if default := facts.default or _default(key.schema):
        lines.append(f"- Default: {default}")
    lines.append(f"- Since: version {_since()} of the manifest")
    if facts.becomes:
        lines += ["- Becomes:", *(f"    - `{one}`" for one in facts.becomes)]
    if codes:
        lines.append(f"- Codes: {', '.join(map(_code_link, sorted(codes)))}")
    if key.same_as:
        lines += ["", f"Its entries have the keys of [`{key.same_as}`](#{_anchor(key.same_as)})."]
    if facts.example is not None:
        lines += ["", "```yaml", example_text(key.path, facts.example).rstrip(), "```"]
    return "\n".join([*lines, ""])


def _type(schema: Mapping[str, Any]) -> str:
    if expected := schema.get("x-expected"):
        return str(expected)
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return f"one of {', '.join(f'`{one}`' for one in schema['enum'] if one)}"
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if "array" in types:
        return "list of text" if "string" in schema["items"].get("type", ()) else "list of mappings"
    if "object" in types:
        return "mapping by name" if schema.get("additionalProperties") else "mapping"
    longest = f", at most {schema['maxLength']} characters" if "maxLength" in schema else ""
    return f"text{longest}"


def _default(schema: Mapping[str, Any]) -> str:
    return f"`{json.dumps(schema['default']).strip(chr(34))}`" if "default" in schema else ""


def _since() -> str:
    return str(json.loads(schema_text("manifest"))["$id"].rpartition(":")[2])


def _code_link(number: str) -> str:
    code = find_code(number)
    if code is None:
        raise LookupError(f"{FACTS.name} names {number}, which is not a code")
    return f"[{code.id} {code.slug}](codes/{code.id}-{code.slug}.md)"


def _anchor(path: str) -> str:
    return re.sub(r"[^\w-]", "", path.lower())
