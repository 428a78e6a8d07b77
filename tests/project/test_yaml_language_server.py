"""The schema of manifests, as somebody sees it whose editor knows nothing but yaml-language-server.

The real server, installed by npm, opens each text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.workspaces import MANIFEST
from tests.node import installed, run_node

ROOT = Path(__file__).parents[2]
ERRORS = ROOT / "fixtures" / "errors"
OF_SHAPE = ("PH101", "PH102", "PH103", "PH104", "PH105", "PH106", "PH109", "PH114", "PH201")
BOTH = "    test_commands: [make]\n    post_deployments: {check: {buildspec: check.yml}}\n"
PROVIDERS = ["GitHub", "Bitbucket", "CodeCommit", "GitHubV1"]


class Said(NamedTuple):
    """What the server says of a text: messages with their lines, and what it offers with its text."""

    messages: list[tuple[int, str]]
    offers: dict[str, str]


MISTAKES = {
    "tests and builds after": (
        MANIFEST + BOTH,
        (10, "test_commands and post_deployments exclude each other: keep one of them."),
    ),
    "another provider": (
        MANIFEST.replace("GitHub", "GitLab", 1),
        (4, f"Value is not accepted. Valid values: {json.dumps(PROVIDERS).strip('[]')}."),
    ),
    "another version": (MANIFEST.replace("version: 1", "version: 2"), (2, "Value must be 1.")),
    "an approval in quotes": (
        MANIFEST + '    requires_approval: "true"\n',
        (9, "Write true or false, without quotes."),
    ),
    "an approval as a number": (
        MANIFEST + "    requires_approval: 1\n",
        (9, "Write true or false, without quotes."),
    ),
    "an unknown key": (MANIFEST + "    approval: true\n", (9, "Property approval is not allowed.")),
    "a missing key": (
        MANIFEST.replace("name: test", "requires_approval: true"),
        (8, 'Missing property "name".'),
    ),
    "stages as a mapping": (
        MANIFEST.replace("- name: test", "test: {}"),
        (8, 'Incorrect type. Expected "array".'),
    ),
    "deployments as a list": (
        MANIFEST + "    deployments: [api]\n",
        (9, "Write a mapping, with a line for each stack's name."),
    ),
    "commands as a text": (MANIFEST + "    test_commands: make\n", (9, "Write a list of commands.")),
    "a dependency as a text": (
        MANIFEST + "    deployments: {api: {depends_on: web}}\n",
        (9, "Write a list of names, such as [api]."),
    ),
}
"""Each text with the one message about it, and its line."""
OFFERS = {
    "an approval": (MANIFEST + "    requires_approval: \n", (8, 23)),
    "a provider": (MANIFEST.replace("provider: GitHub", "provider: "), (3, 12)),
    "the whole file": ("", (0, 0)),
    "the content of the source": ("name: a\nsource:\n  \n", (2, 2)),
    "the content of an action": (MANIFEST + "    deployments:\n      api:\n        \n", (10, 8)),
}
VALID = {
    path.stem: path.read_text()
    for path in sorted((ROOT / "fixtures" / "ok").glob("*.yml"))
    if path.suffixes == [".yml"] and not path.with_suffix(".out").exists()
}
INVALID = {
    path.stem: path.read_text() for path in sorted(ERRORS.glob("*.yml")) if path.name.startswith(OF_SHAPE)
}


@pytest.fixture(scope="module")
def said() -> dict[str, Said]:
    """What the server says of all texts; it is started once, which takes longest."""
    folder = installed(Path(__file__).parent / "yaml_language_server")
    texts = {
        **{name: {"text": text} for name, (text, _) in MISTAKES.items()},
        **{name: {"text": text, "at": at} for name, (text, at) in OFFERS.items()},
        **{name: {"text": text} for name, text in {**VALID, **INVALID}.items()},
    }
    question = {"schema": (ROOT / "schemas" / "manifest.schema.json").as_uri(), "texts": texts}
    answer = json.loads(run_node(folder, "ask.mjs", json.dumps(question)))
    return {
        name: Said(
            [tuple(one) for one in its["messages"]],
            {label: text for label, text in its["offers"].items() if not label.startswith("!")},
        )
        for name, its in answer.items()
    }


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_one_message_that_says_what_to_write(name: str, said: dict[str, Said]) -> None:
    assert said[name].messages == [MISTAKES[name][1]]


def test_an_approval_is_true_or_false(said: dict[str, Said]) -> None:
    assert said["an approval"].offers.keys() == {"true", "false", "null"}


def test_each_provider_is_offered(said: dict[str, Said]) -> None:
    assert list(said["a provider"].offers) == PROVIDERS


def test_a_key_of_a_mapping_brings_its_colon_and_all_required_keys(said: dict[str, Said]) -> None:
    source = said["the whole file"].offers["source"]
    assert source.startswith("source:\n  provider: $1\n  properties:\n    repository: $2")
    assert "source:\n  provider: $2\n" in said["the whole file"].offers["Pipeline manifest, version 1"]
    assert said["the content of the source"].offers["properties"].startswith("properties:\n  repository: ")
    assert said["the content of an action"].offers["depends_on"] == "depends_on:\n  - "


def test_what_pilothouse_accepts_has_no_message(said: dict[str, Said]) -> None:
    assert len(VALID) > 10
    assert {name: said[name].messages for name in VALID if said[name].messages} == {}


def test_what_pilothouse_refuses_for_its_shape_has_a_message(said: dict[str, Said]) -> None:
    assert len(INVALID) > 5
    assert [name for name in INVALID if not said[name].messages] == []
