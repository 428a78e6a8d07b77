"""The shape of a document, explained in our words, at the right key or value."""

from __future__ import annotations

import json

import pytest

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Value
from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.check_schema.vocabulary import Vocabulary
from pilothouse.passes.parse import parse
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile

HEAD = "name: main\nversion: 1\nsource: {provider: GitHub, properties: {repository: example/shop}}\n"


def checked(text: str, schema: str = "manifest") -> list[Diagnostic]:
    document = parse(SourceFile("manifest.yml", text)).value
    assert document is not None
    return list(check_schema(document, schema_text(schema)))


def only(text: str, schema: str = "manifest") -> tuple[str, str, tuple[str | int, ...], str, str]:
    (found,) = checked(text, schema)
    anchor = found.place.anchor
    assert isinstance(anchor, Key | Value)
    return found.code.slug, type(anchor).__name__, anchor.route, found.message, found.help


def test_a_good_manifest_has_no_findings() -> None:
    assert checked(HEAD + "stages: [{name: test}]\n") == []


def test_a_misspelled_key_gets_the_right_one() -> None:
    assert only(HEAD + "stages: [{name: test, deployment: }]\n") == (
        "unknown-key",
        "Key",
        ("stages", 0, "deployment"),
        'unknown key "deployment" in stages[0]',
        'did you mean "deployments"?',
    )


def test_a_key_without_a_similar_one_gets_the_list() -> None:
    assert only("colour: 1\n" + HEAD + "stages: [{name: test}]\n")[3:] == (
        'unknown key "colour" at the top level',
        "known here: name, version, source, build, stages",
    )


def test_a_misspelled_key_of_another_place_gets_its_right_place() -> None:
    found = only("test_comands: [make]\n" + HEAD + "stages: [{name: test}]\n")
    assert found[4] == 'did you mean "test_commands"? It belongs in stages[]'


def test_a_misplaced_key_gets_its_right_place() -> None:
    slug, _, route, _, help = only(HEAD + "stages: [{name: test, deployments: {api: {buildspec: x}}}]\n")
    assert (slug, route) == ("misplaced-key", ("stages", 0, "deployments", "api", "buildspec"))
    assert "in build" in help
    assert "in stages[].pre_deployments.NAME" in help


def test_the_guides_spelling_of_approval_is_only_a_warning() -> None:
    (found,) = checked(HEAD + "stages: [{name: test, require_approval: true}]\n")
    assert (found.code.slug, found.severity.label) == ("misspelled-approval", "warning")


@pytest.mark.parametrize(
    ("text", "slug", "anchor", "route"),
    [
        ("version: 1\n", "missing-key", Key, ()),
        (HEAD + "stages: []\n", "no-stages", Key, ("stages",)),
        (HEAD, "no-stages", Key, ()),
        (HEAD + "stages:\n", "no-stages", Key, ("stages",)),
        (HEAD + "stages: [{}]\n", "missing-key", Key, ("stages", 0)),
        (HEAD + "stages: [{name: [a]}]\n", "wrong-type", Key, ("stages", 0, "name")),
        (HEAD + "stages: [{name: ''}]\n", "invalid-value", Value, ("stages", 0, "name")),
        (HEAD + "stages: [test]\n", "wrong-type", Value, ("stages", 0)),
        (
            HEAD + "stages: [{name: a, requires_approval: Yes}]\n",
            "wrong-type",
            Value,
            ("stages", 0, "requires_approval"),
        ),
        (
            HEAD + "stages: [{name: a, pre_deployments: {m: }}]\n",
            "wrong-type",
            Key,
            ("stages", 0, "pre_deployments", "m"),
        ),
        (
            HEAD + "stages: [{name: a, test_commands: [~]}]\n",
            "wrong-type",
            Key,
            ("stages", 0, "test_commands", 0),
        ),
        (
            HEAD.replace("version: 1", "version: '1'") + "stages: [{name: a}]\n",
            "unsupported-version",
            Value,
            ("version",),
        ),
        (
            HEAD.replace("GitHub", "Github") + "stages: [{name: a}]\n",
            "invalid-value",
            Value,
            ("source", "provider"),
        ),
        (
            HEAD.replace("example/shop", "1") + "stages: [{name: a}]\n",
            "wrong-type",
            Value,
            ("source", "properties", "repository"),
        ),
    ],
)
def test_each_objection_has_its_code_and_place(
    text: str, slug: str, anchor: type, route: tuple[str | int, ...]
) -> None:
    found = [f for f in checked(text) if f.code.slug == slug]
    assert found
    place = found[0].place.anchor
    assert isinstance(place, anchor)
    assert getattr(place, "route", None) == route


def test_all_findings_come_in_one_run_each_once() -> None:
    found = checked("stages: [{nam: 1}, {name: [2]}]\nsource: 3\n")
    assert len(found) == len(set(found))
    assert sorted(f.code.slug for f in found) == [
        "missing-key",
        "missing-key",
        "wrong-type",
        "wrong-type",
    ]


@pytest.mark.parametrize("stage", ["", "null", "test", "[a]"])
def test_a_value_that_is_not_a_stage_has_no_conflicting_keys(stage: str) -> None:
    found = checked(f"name: a\nsource: {{}}\nstages:\n  - {stage}\n")
    assert "conflicting-keys" not in [finding.code.slug for finding in found]


def test_tests_and_post_deployments_conflict_at_the_second() -> None:
    stage = "stages: [{name: a, post_deployments: {m: {buildspec: x}}, test_commands: [y]}]\n"
    (found,) = checked(HEAD + stage)
    assert found.code.slug == "conflicting-keys"
    assert found.place.anchor == Key(("stages", 0, "test_commands"))
    assert found.related[0].place.anchor == Key(("stages", 0, "post_deployments"))


def test_a_command_that_is_a_mapping_must_be_quoted() -> None:
    found = only(HEAD + "stages:\n  - name: a\n    test_commands:\n      - echo a: b\n")
    assert found[0] == "wrong-type"
    assert found[4] == "quote the text: a colon followed by a space makes it a mapping in YAML"


def test_a_near_value_is_offered() -> None:
    assert only(HEAD.replace("GitHub", "github") + "stages: [{name: a}]\n")[4] == 'did you mean "GitHub"?'


def test_an_account_in_a_context_is_quoted() -> None:
    text = "version: 1\napplication: {name: demo, account: 123456789012, region: us-west-2}\n"
    slug, _, route, message, _ = only(text, "context")
    assert (slug, route) == ("wrong-type", ("application", "account"))
    assert message == "application.account must be 12 digits in quotes, not the number 123456789012"


@pytest.mark.parametrize("name", ["manifest", "context"])
def test_every_part_of_a_schema_has_a_description(name: str) -> None:
    def undescribed(schema: object, route: str) -> list[str]:
        if not isinstance(schema, dict):
            return []
        found = []
        for key, child in schema.get("properties", {}).items():
            if "$ref" not in child and "description" not in child:
                found.append(f"{route}.{key}")
            found += undescribed(child, f"{route}.{key}")
        for key, child in schema.get("$defs", {}).items():
            found += ([] if "description" in child else [f"$defs.{key}"]) + undescribed(child, key)
        return found

    assert undescribed(json.loads(schema_text(name)), name) == []


def test_the_vocabulary_knows_every_home_of_a_key() -> None:
    vocabulary = Vocabulary(json.loads(schema_text("manifest")))
    assert vocabulary.homes["name"] == ["", "stages[]"]
    assert vocabulary.homes["stack_name"] == ["stages[].deployments.NAME"]
