"""The place of a cursor, from lines: `|` marks it."""

from time import process_time

import pytest

from pilothouse.lsp.outline import cursor_at, read_outline
from pilothouse.source.route import Route

SECONDS = 5.0
"""Of this process's own work: far more than any of the long texts takes; each took minutes, or all memory."""
HEAD = "name: web\nsource:\n  provider: GitHub\n  properties:\n    branch: main\n"


def stand(text: str) -> tuple[Route, str, bool]:
    before, _, after = text.partition("|")
    lines = (before + after).split("\n")
    cursor = cursor_at(lines, before.count("\n"), len(before.rpartition("\n")[2]))
    assert cursor
    return cursor[:3]


@pytest.mark.parametrize(
    ("text", "route", "typed", "is_value"),
    [
        ("|", (), "", False),
        ("na|", (), "na", False),
        (HEAD + "|", (), "", False),
        (HEAD + "  |", ("source",), "", False),
        (HEAD + "    re|", ("source", "properties"), "re", False),
        ("source:\n  |", ("source",), "", False),
        ("source:\n  provider: Git|", ("source", "provider"), "Git", True),
        ("source:\n  provider: |", ("source", "provider"), "", True),
        ("stages:\n  - |", ("stages", 0), "", False),
        ("stages:\n- na|", ("stages", 0), "na", False),
        ("stages:\n  - name: test\n    re|", ("stages", 0), "re", False),
        ("stages:\n  - name: test\n  - name: |", ("stages", 1, "name"), "", True),
        ("stages:\n- name: test\n- name: p|", ("stages", 1, "name"), "p", True),
        ("stages:\n- name: test\nbuild:\n  |", ("build",), "", False),
        ("stages:\n  - deployments:\n      |", ("stages", 0, "deployments"), "", False),
        ("stages:\n  - deployments:\n      api:\n        |", ("stages", 0, "deployments", "api"), "", False),
        ("stages:\n  - deployments:\n      api:\n      |", ("stages", 0, "deployments"), "", False),
        ("a:\n  depends_on: [b, c|", ("a", "depends_on", 1), "c", False),
        ("a:\n  depends_on: [|]", ("a", "depends_on", 0), "", False),
        ("a:\n  depends_on: |", ("a", "depends_on"), "", True),
        ("a:\n  depends_on:\n    - b\n    - |", ("a", "depends_on", 1), "", False),
        ("a:\n  depends_on:\n  - b\n  - |", ("a", "depends_on", 1), "", False),
        ("a: {b: {c: d|", ("a", "b", "c"), "d", True),
        ("a: {b: c, d|", ("a",), "d", False),
        ("a: {b: [c], d: |", ("a", "d"), "", True),
        ("# comment\n\na:\n\n  # more\n\n  |", ("a",), "", False),
        ('"a b":\n  |', ("a b",), "", False),
        ("run: >-\n  stages:\n    x\nb|", (), "b", False),
    ],
)
def test_the_place_of_a_cursor(text: str, route: Route, typed: str, is_value: bool) -> None:
    assert stand(text) == (route, typed, is_value)


@pytest.mark.parametrize(
    "text",
    [
        "# st|",
        "name: web # st|",
        "  # pilothouse: ignore[|",
        "a: [b, # c|",
        "a: 'b' # |",
        "run: |\n  na|".replace("|", "\0", 1),
        "provider: *gi|",
        "name: 'web' |",
        "a: [b] |",
    ],
)
def test_nothing_is_to_be_written_in(text: str) -> None:
    before, _, after = text.partition("|")
    lines = (before + after).replace("\0", "|").split("\n")
    assert cursor_at(lines, before.count("\n"), len(before.rpartition("\n")[2])) is None


def test_keys_and_items_have_their_routes_and_texts() -> None:
    text = (
        "stages:\n  - name: test\n    deployments:\n      api:\n      'my web': {depends_on: [api,\n"
        "        'it''s'], x: }\n  - name: \"prod\" # last\nbuild: {image: a:b}\n"
    )
    assert read_outline(text.split("\n")) == {
        ("stages",): "",
        ("stages", 0, "name"): "test",
        ("stages", 0, "deployments"): "",
        ("stages", 0, "deployments", "api"): "",
        ("stages", 0, "deployments", "my web"): "",
        ("stages", 0, "deployments", "my web", "depends_on"): "",
        ("stages", 0, "deployments", "my web", "depends_on", 0): "api",
        ("stages", 0, "deployments", "my web", "depends_on", 1): "it''s",
        ("stages", 0, "deployments", "my web", "x"): "",
        ("stages", 1, "name"): "prod",
        ("build",): "",
        ("build", "image"): "a:b",
    }


def test_text_in_a_block_scalar_is_not_a_key() -> None:
    text = "stages:\n  - test_commands:\n      - |\n        name: x\n\n        y: z\n    name: test\n"
    assert list(read_outline(text.split("\n"))) == [
        ("stages",),
        ("stages", 0, "test_commands"),
        ("stages", 0, "name"),
    ]


N = 20_000
LONG = {
    "a list over many lines": "stages: [\n" + "".join(f"  {{name: s{n}, x: [a, b]}},\n" for n in range(N)),
    "lists in lists": "a: " + "[" * 5 * N + "b," * 5 * N,
    "mappings in mappings": "a: " + "{a: " * 5 * N,
    "dashes": "a:\n  " + "- " * 5 * N,
    "one word": "a: " + "x" * 20 * N + "['",
    "one quoted text": 'a: "' + "x\\\" '[ " * 5 * N,
    "colons in a word": "a: {" + "b:c" * 5 * N,
    "hashes in a word": "a: [" + "b#c" * 5 * N,
    "blanks and no colon": "a" + " " * 5 * N + "b",
    "blanks in a value": "a: b" + " " * 5 * N + "c",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_time_grows_with_the_length_of_a_text_alone(text: str) -> None:
    lines = text.split("\n")
    start = process_time()
    read_outline(lines)
    cursor = cursor_at(lines, 0, 4)
    assert cursor is None or cursor.tail is not None
    assert process_time() - start < SECONDS


def test_a_quote_doubled_in_a_quoted_text_is_a_part_of_it() -> None:
    assert read_outline(["a: {b: 'it''s, d', c: 1}"])[("a", "b")] == "'it''s, d'"[1:-1]
    assert stand("a: {b: 'it''s, d', c|") == (("a",), "c", False)


def test_what_is_nested_too_deep_for_a_manifest_has_no_outline() -> None:
    outline = read_outline(["a: " + "[" * 200 + "b", "c:", "  " + "- " * 200 + "d: e"])
    assert max(map(len, outline)) <= 102
