"""TOML tables with the place of every key and value."""

import tomllib

import pytest

from pilothouse.diagnostics import codes
from pilothouse.passes.parse_toml import parse_toml
from pilothouse.source.file import SourceFile
from pilothouse.source.route import Route

TEXT = """\
# settings
title = 'x # no comment'
"quoted key" = "a \\" b"
dotted.key = 1
list = [
  "one", # first
  'two',
]
inline = {a = 1, "b" = [true]}
long = \"\"\"
text = 1
\"\"\"

[table.sub] # a header
date = 2026-01-02
[[many]]
n = 1
[[many]]
n = 2
[many.below]
m = 3
"""


def document_of(text: str, table: Route = ()) -> tuple[object, dict[str, str]]:
    """Return the data, and the text at the places of each route: `key=value`."""
    file = SourceFile("a.toml", text)
    document = parse_toml(file, table).value
    assert document
    texts = {}

    def walk(data: object, route: Route) -> None:
        where = ".".join(map(str, route))
        texts[where] = (
            f"{file.between(document.spans.key(route))} = {file.between(document.spans.value(route))}"
        )
        children = (
            data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
        )
        for step, child in children:
            walk(child, (*route, step))

    walk(document.data, ())
    return document.data, texts


def test_the_data_is_what_tomllib_reads() -> None:
    assert document_of(TEXT)[0] == tomllib.loads(TEXT)


@pytest.mark.parametrize(
    ("route", "text"),
    [
        ("title", "title = 'x # no comment'"),
        ("quoted key", '"quoted key" = "a \\" b"'),
        ("dotted.key", "dotted.key = 1"),
        ("list.0", '"one" = "one"'),
        ("list.1", "'two' = 'two'"),
        ("inline.a", "a = 1"),
        ("inline.b.0", "true = true"),
        ("long", 'long = """\ntext = 1\n"""'),
        ("table.sub", "table.sub = table.sub"),
        ("table.sub.date", "date = 2026-01-02"),
        ("many.0.n", "n = 1"),
        ("many.1.n", "n = 2"),
        ("many.1.below.m", "m = 3"),
    ],
)
def test_each_key_and_value_has_its_place(route: str, text: str) -> None:
    assert document_of(TEXT)[1][route] == text


def test_routes_start_at_the_given_table() -> None:
    data, texts = document_of("[tool.other]\na = 1\n[tool.ours]\nb = 2\n", ("tool", "ours"))
    assert data == {"b": 2}
    assert texts["b"] == "b = 2"


def test_a_table_that_is_not_there_is_empty() -> None:
    assert document_of("a = 1\n", ("tool", "ours"))[0] == {}


@pytest.mark.parametrize(
    ("text", "line", "column"), [("a = 1\nb\n", 2, 2), ("a = [1", 1, 7), ("a = 1\na = 2\n", 2, 6)]
)
def test_a_text_that_is_not_toml_is_reported_with_its_place(text: str, line: int, column: int) -> None:
    outcome = parse_toml(SourceFile("a.toml", text))
    assert outcome.value is None
    (finding,) = outcome.findings
    assert finding.code is codes.INVALID_TOML
    assert finding.message.startswith("invalid TOML: ")
    assert finding.place.anchor == ((line, column), (line, column))
