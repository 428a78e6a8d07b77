"""From a route to the characters to change."""

import pytest

from pilothouse.passes.parse import parse
from pilothouse.source.edit import TextEdit, apply_edits
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.rewrite import (
    add_entry,
    add_item,
    remove,
    remove_only,
    rename_key,
    replace_item,
    replace_scalar,
)
from pilothouse.source.route import Route


def read(text: str) -> tuple[SourceFile, SourceMap]:
    document = parse(SourceFile("a.yml", text)).value
    assert document
    return document.file, document.spans


def after(text: str, edit: TextEdit | None) -> str | None:
    if edit is None:
        return None
    edited = apply_edits(SourceFile("a.yml", text), [edit])
    assert parse(SourceFile("a.yml", edited)).value
    return edited


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nmae: x # why\n", "name: x # why\n"),
        ("'nmae': x\n", "'name': x\n"),
        ('"nmae" : x\n', '"name" : x\n'),
        ("{a: 1, nmae: x}\n", "{a: 1, name: x}\n"),
        ("? nmae\n: x\n", "? name\n: x\n"),
        ("nmae: x\nname: y\n", None),
        ("&a nmae: x\n", None),
        ("other: x\n", None),
    ],
)
def test_a_renamed_key_keeps_its_quotes(text: str, expected: str | None) -> None:
    file, spans = read(text)
    assert after(text, rename_key(file, spans, ("nmae",), "name")) == expected


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("a: old # why\n", "new", "a: new # why\n"),
        ("a: 'old'\n", "it's", "a: 'it''s'\n"),
        ('a: "old"\n', 'say "x"', 'a: "say \\"x\\""\n'),
        ("a: old\n", "true", 'a: "true"\n'),
        ("a: old\n", "a: b", 'a: "a: b"\n'),
        ("a: old\n", "12", 'a: "12"\n'),
        ("a: old\n", "https://github.com/acme/web", "a: https://github.com/acme/web\n"),
        ("a: 'old'\n", "a\nb", 'a: "a\\nb"\n'),
        ("a: |\n  old\n", "new", None),
        ("a: old\n  more\n", "new", None),
        ("a: &x old\n", "new", None),
        ("a: !!str old\n", "new", None),
        ("a:\n", "new", None),
        ("a: [old]\n", "new", None),
    ],
)
def test_a_replaced_scalar_keeps_its_quotes(text: str, new: str, expected: str | None) -> None:
    file, spans = read(text)
    assert after(text, replace_scalar(file, spans, ("a",), new)) == expected


@pytest.mark.parametrize(
    ("text", "route", "expected"),
    [
        ("a: [x, y, z] # why\n", ("a", 1), "a: [x, z] # why\n"),
        ("a: [x, y, z]\n", ("a", 0), "a: [y, z]\n"),
        ("a: [x, y, z]\n", ("a", 2), "a: [x, y]\n"),
        ("a: [ x , y , ]\n", ("a", 1), "a: [ x , ]\n"),
        ("a: [\n  x,\n  y,\n  z\n]\n", ("a", 1), "a: [\n  x,\n  z\n]\n"),
        ("a: [\n  x, # of x\n  y, # of y\n  z # of z\n]\n", ("a", 1), "a: [\n  x, # of x\n  z # of z\n]\n"),
        ("a: [\n  x, # of x\n  y # of y\n]\n", ("a", 1), "a: [\n  x, # of x\n]\n"),
        ("a: [\n  x\n  , y\n]\n", ("a", 1), "a: [\n  x\n]\n"),
        ("a: [x, # of x\n  y]\n", ("a", 1), None),
        ("a: &s !!seq [x, y]\n", ("a", 1), "a: &s !!seq [x]\n"),
        ("a: [x]\n", ("a", 0), None),
        ("b: &b x\na: [y, *b]\n", ("a", 1), None),
        (
            "a:\n  - x # of x\n  - y # of y\n  # of z\n  - z\n",
            ("a", 1),
            "a:\n  - x # of x\n  # of z\n  - z\n",
        ),
        ("a:\n- x\n- y", ("a", 1), "a:\n- x"),
        ("a:\r\n- x\r\n- y\r\nb: 1\r\n", ("a", 1), "a:\r\n- x\r\nb: 1\r\n"),
        ("a:\n- x\n- k: v\n  l: w\n- y\n", ("a", 1), "a:\n- x\n- y\n"),
        ("- - x\n  - y\n", (0, 0), None),
        ("- - x\n  - y\n", (0, 1), "- - x\n"),
        ("a: {b: 1, c: 2}\n", ("a", "c"), "a: {b: 1}\n"),
        ("a: {b: 1, c: 2}\n", ("a", "b"), "a: {c: 2}\n"),
        ("a:\n  b: 1\n  c: # why\n    d: 2\n    e: 3\n  f: 4\n", ("a", "c"), "a:\n  b: 1\n  f: 4\n"),
        ("a: 1\nb: |\n  x\n\n  y\nc: 2\n", ("b",), "a: 1\nc: 2\n"),
        ("a: 1\nb: |\n  x\n", ("b",), "a: 1\n"),
        ("- a: 1\n  b: 2\n", (0, "a"), None),
        ("- a: 1\n  b: 2\n", (0, "b"), "- a: 1\n"),
        ("x: &x {b: 1}\na:\n  <<: *x\n  c: 2\n", ("a", "b"), None),
        ("a: 1\nb:\nc: 2\n", ("b",), "a: 1\nc: 2\n"),
        ("a: 1\n", ("z",), None),
        ("a: 1\n", ("z", "y"), None),
    ],
)
def test_a_member_is_removed_with_its_line_or_its_comma(
    text: str, route: Route, expected: str | None
) -> None:
    file, spans = read(text)
    assert after(text, remove(file, spans, route)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# head\nname: x # why\n\nsource: y\n", "# head\nname: x # why\nversion: 1\n\nsource: y\n"),
        ("source: y\nname: x", "source: y\nname: x\nversion: 1"),
        ("# head\nsource: y\n", "# head\nversion: 1\nsource: y\n"),
        ("name: >\n  x\nsource: y\n", "version: 1\nname: >\n  x\nsource: y\n"),
        ("name: x\r\nsource: y\r\n", "name: x\r\nversion: 1\r\nsource: y\r\n"),
        ("  name: x\n  source: y\n", "  name: x\n  version: 1\n  source: y\n"),
        ("--- # head\n  source: y\n", "--- # head\n  version: 1\n  source: y\n"),
        ("{name: x}\n", "{version: 1, name: x}\n"),
        ("name: &n x\n", "name: &n x\nversion: 1\n"),
        ("[x]\n", None),
    ],
)
def test_an_entry_is_added_after_a_key_or_as_the_first(text: str, expected: str | None) -> None:
    file, spans = read(text)
    assert after(text, add_entry(file, spans, (), "version: 1", "name")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  - x # why\n  - z\n", "a:\n  - x # why\n  - |\n    y\n  - z\n"),
        ("a:\n- |\n  x\nb: 1\n", "a:\n- |\n  x\n- |\n  y\nb: 1\n"),
        ("a:\n  - >\n    x\n\n  # next\n  - z\n", "a:\n  - >\n    x\n\n  - |\n    y\n  # next\n  - z\n"),
        ("a:\r\n  - x\r\n", "a:\r\n  - x\r\n  - |\r\n    y\r\n"),
        ("a:\n  - x", "a:\n  - x\n  - |\n    y"),
        ("a: [x]\n", None),
    ],
)
def test_lines_are_added_after_an_item(text: str, expected: str | None) -> None:
    file, spans = read(text)
    assert after(text, add_item(file, spans, ("a", 0), "- |\n  y\n")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  # old\n  - |\n    x\n  - z\n", "a:\n  - y\n  - z\n"),
        ("a:\n  # mine\n  - |\n    x\n  - z\n", "a:\n  # mine\n  - y\n  - z\n"),
        ("a: [x]\n", None),
    ],
)
def test_an_item_is_replaced_with_the_comment_that_belongs_to_it(text: str, expected: str | None) -> None:
    file, spans = read(text)
    assert after(text, replace_item(file, spans, ("a", 0), "- y\n", ("# old",))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  b: 1 # why\nc: 2\n", "a:\nc: 2\n"),
        ("a:\n  b: 1", "a:"),
        ("a: {b: 1}\n", "a: {}\n"),
        ("a: { b: 1, }\n", None),
        ("a:\n  b: 1\n  c: 2\n", None),
        ("a: [b]\n", None),
    ],
)
def test_the_only_entry_leaves_an_empty_mapping(text: str, expected: str | None) -> None:
    file, spans = read(text)
    edit = remove_only(file, spans, ("a", "b"))
    assert (edit and apply_edits(file, [edit])) == expected
