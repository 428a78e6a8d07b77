"""Text to document: values, positions, and every way in which a text can fail to be a document."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.ir.document import Document
from pilothouse.passes.parse import MAX_CHARACTERS, parse
from pilothouse.passes.parse.builder import MAX_DEPTH, MAX_NODES
from pilothouse.source.file import SourceFile
from pilothouse.source.node import MappingNode, Node, SequenceNode
from pilothouse.source.span import Position, Span


def document(text: str) -> Document:
    outcome = parse(SourceFile("m.yml", text))
    assert outcome.findings == ()
    assert outcome.value is not None
    return outcome.value


def slugs(text: str) -> list[str]:
    outcome = parse(SourceFile("m.yml", text))
    assert (outcome.value is None) == bool(outcome.findings)
    return [finding.code.slug for finding in outcome.findings]


def at(line: int, column: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(line, end_column))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("true", True),
        ("yes", "yes"),
        ("on", "on"),
        ("12", 12),
        ("-12", -12),
        ("1_000", 1000),
        ("0x1F", 31),
        ("0b101", 5),
        ("0o17", 15),
        ("0777", 511),
        ("08", 8.0),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("2012-10-17", "2012-10-17"),
        ("1:30", "1:30"),
        ("1.2.3", "1.2.3"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("!!float 1", 1),
        ("! 12", "12"),
    ],
)
def test_a_scalar_has_the_value_of_copilots_parser(text: str, value: object) -> None:
    assert document(f"key: {text}\n").data == {"key": value}


def test_a_number_of_any_length_is_read() -> None:
    assert document(f"key: {'9' * 5000}\n").data == {"key": math.inf}


def test_keys_are_text_as_written() -> None:
    assert document("1: a\ntrue: b\n0x1F: c\n").data == {"1": "a", "true": "b", "0x1F": "c"}


def test_intrinsic_functions_are_read_in_their_long_form() -> None:
    text = "a: !Sub x-${AWS::Region}\nb: !GetAtt Role.Arn\nc: !Join ['', [!Ref X]]\n"
    assert document(text).data == {
        "a": {"Fn::Sub": "x-${AWS::Region}"},
        "b": {"Fn::GetAtt": ["Role", "Arn"]},
        "c": {"Fn::Join": ["", [{"Ref": "X"}]]},
    }


def test_a_url_may_be_unquoted_in_a_flow_mapping() -> None:
    assert document("{url: https://example.com/a}").data == {"url": "https://example.com/a"}


def test_positions_are_those_of_the_text() -> None:
    spans = document("a: 1\nlist:\n  - x\n  - k: 'v w'\n").spans
    assert spans.key(("list",)) == at(2, 1, 5)
    assert spans.value(("list", 0)) == at(3, 5, 6)
    assert spans.key(("list", 1, "k")) == at(4, 5, 6)
    assert spans.value(("list", 1, "k")) == at(4, 8, 13)
    assert spans.value(("list",)) == Span(Position(3, 3), Position(4, 13))


def test_an_unknown_route_gets_its_ancestor() -> None:
    spans = document("a:\n  b: 1\n").spans
    assert spans.value(("a", "b", "c", 0)) == spans.value(("a", "b"))
    assert spans.key(("a", "x")) == spans.key(("a",))


def test_an_alias_has_the_place_of_its_anchor() -> None:
    read = document("a: &x {k: 1}\nb: *x\n")
    assert read.data == {"a": {"k": 1}, "b": {"k": 1}}
    assert read.spans.value(("b", "k")) == read.spans.value(("a", "k"))
    assert read.data["a"] is not read.data["b"]


def test_a_merge_adds_missing_keys() -> None:
    text = "base: &b {k: 1, l: 2}\nmore: &m {l: 3, n: 4}\nuse:\n  <<: [*b, *m]\n  k: 5\n"
    assert document(text).data["use"] == {"k": 5, "l": 2, "n": 4}


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert document("\ufeffa: 1\n").data == {"a": 1}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("", "empty-file"),
        ("# nothing\n", "empty-file"),
        ("a: 1\n---\nb: 2\n", "several-documents"),
        ("a: [1\n", "invalid-yaml"),
        ("a:\n\t- 1\n", "invalid-yaml"),
        ("a: 'x\n", "invalid-yaml"),
        ("a: b: c\n", "invalid-yaml"),
        ("a: \x01\n", "invalid-yaml"),
        ("<<: 1\n", "invalid-yaml"),
        ("a: *x\n", "unknown-alias"),
        ("a: &x [*x]\n", "self-reference"),
        ("a: !Env x\n", "unsupported-tag"),
        ("a: !!int x\n", "unsupported-tag"),
        ("a: !!set {x}\n", "unsupported-tag"),
        ("? [a]\n: 1\n", "invalid-key"),
        ("? {a: 1}\n: 1\n", "invalid-key"),
        ("~: 1\n", "invalid-key"),
        ("[" * (MAX_DEPTH + 1), "oversized-file"),
        ("[" * 100_000, "oversized-file"),
        ("#" * (MAX_CHARACTERS + 1), "oversized-file"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_text_that_is_not_a_document_is_reported(text: str, slug: str) -> None:
    assert slugs(text) == [slug]


def test_aliases_that_grow_beyond_all_bounds_are_refused_at_once() -> None:
    levels = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    assert slugs("a0: &a0 x\n" + "".join(levels)) == ["oversized-file"]
    assert MAX_NODES < 9**6


def test_duplicate_keys_are_all_found_each_with_its_first() -> None:
    outcome = parse(SourceFile("m.yml", "a: 1\nb: {c: 1, c: 2}\na: 3\n"))
    assert [finding.code.slug for finding in outcome.findings] == ["duplicate-key"] * 2
    found = {finding.place.anchor: finding.related[0].place.anchor for finding in outcome.findings}
    assert found == {at(2, 11, 12): at(2, 5, 6), at(3, 1, 2): at(1, 1, 2)}


YAML_LIKE = st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#, \n\t<~1.\r\x85é\ufeff", max_size=60)


@given(st.one_of(YAML_LIKE, st.text(max_size=60)))
def test_no_text_breaks_the_parser_and_every_span_is_in_the_text(text: str) -> None:
    file = SourceFile("m.yml", text)
    outcome = parse(file)
    if outcome.value is None:
        assert outcome.findings
        for finding in outcome.findings:
            if isinstance(finding.place.anchor, Span):
                _assert_inside(finding.place.anchor, file)
    else:
        for span in _spans(outcome.value.spans.root):
            _assert_inside(span, file)


def _spans(node: Node) -> list[Span]:
    spans = [node.span]
    if isinstance(node, MappingNode):
        for key, child in node.entries.values():
            spans += [key, *_spans(child)]
    elif isinstance(node, SequenceNode):
        for child in node.items:
            spans += _spans(child)
    return spans


def _assert_inside(span: Span, file: SourceFile) -> None:
    assert span.start <= span.end
    for position in span:
        assert 1 <= position.line <= len(file.lines)
        assert 1 <= position.column <= len(file.lines[position.line - 1]) + 1
