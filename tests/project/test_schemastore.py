"""The catalogue's entries for SchemaStore name real schemas, and match the files that these are for."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from pilothouse.render.schema_hint import FILE_MATCH
from pilothouse.schema_files import schema_text

ENTRIES = json.loads((Path(__file__).parents[2] / "schemas" / "schemastore.json").read_text())["schemas"]
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
FILES = {
    "manifest": [
        "copilot/pipelines/web/manifest.yml",
        "sub/copilot/pipelines/web/manifest.yml",
        "copilot/pipeline.yml",
    ],
    "context": ["copilot/context.yml", "sub/copilot/context.yml"],
    "settings": [".pilothouse.toml"],
}
OTHERS = ["manifest.yml", "copilot/api/manifest.yml", "copilot/environments/test/manifest.yml", "context.yml"]


def schema_of(entry: Any) -> str:
    """The name of the schema that an entry is about, by the end of its URL."""
    return str(entry["url"]).removesuffix(".json").rpartition("-")[2]


def matches(path: str, pattern: str) -> bool:
    """Match as SchemaStore's users do: `**` is any number of folders, `*` a part of one name."""
    expression = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    whole = path if "/" in pattern else PurePosixPath(path).name
    return re.fullmatch(expression, whole) is not None


@each_entry
def test_an_entry_has_what_schemastore_asks_for(entry: Any) -> None:
    assert set(entry) == {"name", "description", "fileMatch", "url"}
    assert re.fullmatch(r"https://www\.schemastore\.org/[a-z-]+\.json", entry["url"])
    assert "schema" not in entry["description"].lower()  # their rule: every entry is one


@each_entry
def test_the_schema_exists_with_a_unique_id(entry: Any) -> None:
    schema = json.loads(schema_text(schema_of(entry)))
    assert schema["$id"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@each_entry
def test_the_patterns_match_the_files_of_the_schema_and_no_others(entry: Any) -> None:
    name = schema_of(entry)
    for known, paths in FILES.items():
        for path in paths:
            assert any(matches(path, pattern) for pattern in entry["fileMatch"]) is (known == name), path
    assert not [path for path in OTHERS if any(matches(path, pattern) for pattern in entry["fileMatch"])]


def test_the_hints_for_editors_name_the_same_files() -> None:
    catalogue = {schema_of(entry): tuple(entry["fileMatch"]) for entry in ENTRIES}
    assert {name: catalogue[name] for name in catalogue if name in FILE_MATCH} == {
        name: FILE_MATCH[name] for name in FILE_MATCH if name in catalogue
    }
