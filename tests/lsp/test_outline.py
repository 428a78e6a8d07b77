"""What a cursor stands in, told by lines: `|` marks it."""

import pytest

from pilothouse.lsp.outline import cursor_at, read_keys
from pilothouse.source.route import Route

HEAD = "name: web\nsource:\n  provider: GitHub\n  properties:\n    branch: main\n"


def stand(text: str) -> tuple[Route, str, bool]:
    before, _, after = text.partition("|")
    lines = (before + after).split("\n")
    return cursor_at(lines, before.count("\n"), len(before.rpartition("\n")[2]))


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
def test_a_cursor_stands_in(text: str, route: Route, typed: str, is_value: bool) -> None:
    assert stand(text) == (route, typed, is_value)


def test_keys_have_their_routes_and_places() -> None:
    text = (
        "stages:\n  - name: test\n    deployments:\n      api:\n      'my web':\n  - name: prod\n"
        "build: {image: x}\n"
    )
    assert read_keys(text.split("\n")) == {
        ("stages",): (0, 0),
        ("stages", 0, "name"): (1, 4),
        ("stages", 0, "deployments"): (2, 4),
        ("stages", 0, "deployments", "api"): (3, 6),
        ("stages", 0, "deployments", "my web"): (4, 6),
        ("stages", 1, "name"): (5, 4),
        ("build",): (6, 0),
    }


def test_what_is_written_in_a_block_of_text_is_no_key() -> None:
    text = "stages:\n  - test_commands:\n      - |\n        name: x\n\n        y: z\n    name: test\n"
    assert list(read_keys(text.split("\n"))) == [
        ("stages",),
        ("stages", 0, "test_commands"),
        ("stages", 0, "name"),
    ]
