"""`schema` prints a schema, or how to tell an editor of it."""

import json

import pytest

from pilothouse.cli import exits
from pilothouse.schema_files import schema_text
from tests.cli.workspaces import run


@pytest.mark.parametrize("name", ["manifest", "context", "buildspec", "settings", "diff"])
def test_a_schema_is_printed_as_it_is_shipped(name: str) -> None:
    result = run("schema", name)
    assert (result.exit_code, result.stdout) == (exits.DONE, schema_text(name))
    assert json.loads(result.stdout)["$id"]


def test_the_manifests_is_the_default() -> None:
    assert run("schema").stdout == schema_text("manifest")


def test_a_hint_covers_vs_code_and_the_modeline() -> None:
    hint = run("schema", "--install-hint").stdout
    assert "yaml.schemas" in hint
    assert "# yaml-language-server: $schema=" in hint


def test_there_is_no_hint_for_what_no_editor_opens_by_name() -> None:
    result = run("schema", "diff", "--install-hint")
    assert (result.exit_code, result.stdout) == (exits.USAGE, "")
    assert "there is a hint for manifest, context, buildspec" in result.stderr
