"""The hint for editors can be followed to the letter."""

import json
import re
from pathlib import Path

import pytest

from pilothouse.render.schema_hint import FILE_MATCH, schema_hint

PLACES = {
    "manifest": "copilot/pipelines/web/manifest.yml",
    "context": "copilot/context.yml",
    "buildspec": "copilot/pipelines/web/buildspec.yml",
}
each_schema = pytest.mark.parametrize("name", FILE_MATCH)


def saved(name: str) -> str:
    """Where the hint has the schema saved."""
    found = re.search(rf"pilothouse schema {name} > (\S+)", schema_hint(name))
    assert found
    return found[1]


@each_schema
def test_the_settings_are_json_and_point_to_the_saved_schema(name: str) -> None:
    settings = json.loads(schema_hint(name)[schema_hint(name).index("{") : schema_hint(name).rindex("}") + 1])
    assert settings == {"yaml.schemas": {f"./{saved(name)}": list(FILE_MATCH[name])}}


@each_schema
def test_the_modeline_leads_from_a_file_to_the_saved_schema(name: str, tmp_path: Path) -> None:
    modeline = re.search(r"# yaml-language-server: \$schema=(\S+)", schema_hint(name))
    assert modeline
    folder = (tmp_path / PLACES[name]).parent
    assert (folder / modeline[1]).resolve() == (tmp_path / saved(name)).resolve()
