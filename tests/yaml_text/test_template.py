"""What a template looks like as YAML, and that every reader reads the same data back."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import pytest
from cfnlint.decode.cfn_yaml import loads as cfn_loads
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from pilothouse.yaml_text.template import template_yaml

# Text that some reader takes for something else, and text that breaks careless emitters.
TRICKY = [
    *("yes", "No", "ON", "off", "y", "N", "true", "False", "null", "Null", "~", ""),
    *("0123", "0x1F", "0o17", "0b1", "1_000", "1.10", "-1", "+1", ".5", "1e3", "1."),
    *("2012-10-17", "2001-12-14t21:59:43.10-05:00", "1:30", "190:20:30", ".inf"),
    *("-.INF", ".NaN", "=", "<<", "-", "- a", "?", "? a", ":", ": a", "a: b", "a:"),
    *("a #b", "#a", "a#b", "!a", "&a", "*", "*a", "|", ">", "%a", "@a", "`a", "'a'"),
    *('"a"', "[a", "{a", "a]", "a}", ",a", "a, b", " a", "a ", "\ta", "a\t", "\\"),
    *("---", "...", "--- a", "a::b", "${AWS::StackName}", "/", "é", "日本", "\xa0a"),
    *("\x85", "a\x85b", "\u2028", "a\u2029b", "\ufeff", "\x00", "\x1b[31m", "\x7f"),
    *("\U0001f600", "\u200b", "\u202e", "a\rb", "a\r\nb", "\n", "\n\n", "a\n", "a\nb"),
    *("a\nb\n", "a\n\n\n", "\na", "\n\na\n", "  a\nb", "\n  a\nb", "\ta\nb", "a\n b\n"),
    *("a \nb", "a\n  \nb", "a\n  ", "  \na", "a\n\t\nb", "---\na", "a\n---\nb\n", "#\n#"),
    *("a\nb\x85c", "- a\n- b\n", "a: b\nc: d\n", "a\n\n b\n\n"),
]

texts = st.sampled_from(TRICKY) | st.text() | st.text("ab: #-\n\t '\"\\|>é")
numbers = st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none()
names = st.sampled_from(
    ["Ref", "Condition", "Fn::Sub", "Fn::GetAtt", "Fn::Join", "Fn::If", "Fn::ImportValue", "Fn::Transform"]
)
data = st.recursive(
    texts | numbers,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(texts, inner, max_size=4)
        | names.flatmap(lambda name: st.fixed_dictionaries({name: inner}))
    ),
    max_leaves=20,
)
templates = st.dictionaries(texts, data, min_size=1, max_size=5)
HARD_CASES = [
    example(template={text: text for text in TRICKY}),
    example(template={"list": [*TRICKY, [*TRICKY], {text: [text] for text in TRICKY}]}),
    example(template={"k" * 3000: {"long": ["key"]}, "\x1b" * 400: "long once escaped"}),
    example(template={"floats": [1e16, -1e-07, 1.5e300, float("inf"), float("-inf"), 0.1]}),
    example(template={"nested": [[[["a\nb\n"], []], {}], [{"a": {"b": "  c\nd"}}]]}),
    example(template={"a": {"Fn::GetAtt": ["A.B", "C"]}, "b": {"Fn::GetAtt": ["A", "B.C"]}}),
    example(template={"a": [{"Fn::GetAtt": ["A", "yes\n"]}, {"Fn::GetAtt": ["", ""]}]}),
    example(template={"a": [{"Fn::Sub": text} for text in TRICKY]}),
    example(template={"a": [{"Fn::Sub": [text, {"X": {"Ref": text}}]} for text in TRICKY]}),
]


class FunctionConstructor(SafeConstructor):
    """Reads short forms of functions as their long ones, as CloudFormation does."""

    def construct_function(self, tag: str, node: Node) -> dict[str, Any]:
        name = tag if tag == "Ref" else f"Fn::{tag}"
        if isinstance(node, SequenceNode):
            return {name: self.construct_sequence(node, deep=True)}
        assert isinstance(node, ScalarNode)
        text = self.construct_scalar(node)
        return {name: text.split(".", 1) if tag == "GetAtt" else text}


FunctionConstructor.add_multi_constructor("!", FunctionConstructor.construct_function)


def read_by_ruamel(text: str, version: str) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    reader.Constructor = FunctionConstructor
    return reader.load(text)


def with_hard_cases(test: Callable[..., None]) -> Callable[..., None]:
    return reduce(lambda wrapped, case: case(wrapped), HARD_CASES, test)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@with_hard_cases
@given(template=templates)
def test_what_ruamel_reads_is_what_was_written(version: str, template: dict[str, Any]) -> None:
    assert read_by_ruamel(template_yaml(template), version) == template


@with_hard_cases
@given(template=templates)
def test_what_cloudformation_reads_is_what_was_written(template: dict[str, Any]) -> None:
    assert cfn_loads(template_yaml(template)) == template


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("text", "K: text"),
        ("arn:aws:s3:::bucket/*", "K: arn:aws:s3:::bucket/*"),
        ("${AWS::StackName}-x", "K: ${AWS::StackName}-x"),
        ("2012-10-17", 'K: "2012-10-17"'),
        ("*", 'K: "*"'),
        ('say "yes"', 'K: say "yes"'),
        ("\x1b\x85\u2028\U0001f600", r'K: "\u001b\x85\u2028\U0001f600"'),
        (60, "K: 60"),
        (True, "K: true"),
        (None, "K: null"),
        ({}, "K: {}"),
        ([], "K: []"),
        ({"Ref": "AWS::Partition"}, "K: !Ref AWS::Partition"),
        ({"Fn::GetAtt": ["Role", "Arn"]}, "K: !GetAtt Role.Arn"),
        ({"Fn::GetAtt": ["Nested", "Outputs.X"]}, "K: !GetAtt Nested.Outputs.X"),
        ({"Fn::ImportValue": "demo-Key"}, "K: !ImportValue demo-Key"),
        ({"Condition": "IsProd"}, "K:\n  Condition: IsProd"),
        ({"Fn::Base64": {"Fn::Sub": "x"}}, "K:\n  Fn::Base64: !Sub x"),
        ({"Fn::ImportValue": {"Ref": "X"}}, "K:\n  Fn::ImportValue: !Ref X"),
        ({"Ref": "X", "Also": "Z"}, "K:\n  Ref: X\n  Also: Z"),
        (["a", ["b", "c"]], "K:\n  - a\n  - - b\n    - c"),
        ([{"A": 1, "B": [2]}], "K:\n  - A: 1\n    B:\n      - 2"),
        ("a\nb\n", "K: |\n  a\n  b"),
        ("a\n\nb", "K: |-\n  a\n\n  b"),
        ("  a\nb\n\n", "K: |2+\n    a\n  b\n"),
        (["a\nb\n"], "K:\n  - |\n    a\n    b"),
        ({"Fn::Sub": "a\nb\n"}, "K: !Sub |\n  a\n  b"),
    ],
)
def test_a_value_is_written_as(value: object, line: str) -> None:
    assert template_yaml({"K": value}) == f"{line}\n"


def test_functions_with_several_operands_are_block_lists() -> None:
    template = {
        "Value": {"Fn::Sub": ["${B}/*", {"B": {"Ref": "Bucket"}}]},
        "List": [{"Fn::Join": ["", ["a", {"Ref": "B"}]]}],
    }
    assert template_yaml(template) == (
        'Value: !Sub\n  - ${B}/*\n  - B: !Ref Bucket\nList:\n  - !Join\n    - ""\n    - - a\n      - !Ref B\n'
    )


def test_a_value_used_twice_is_written_twice() -> None:
    shared = {"Effect": "Allow"}
    assert template_yaml({"A": shared, "B": [shared]}) == ("A:\n  Effect: Allow\nB:\n  - Effect: Allow\n")


def test_keys_keep_their_order() -> None:
    assert template_yaml({"b": 1, "a": 2}) == "b: 1\na: 2\n"


def test_an_empty_template_is_an_empty_mapping() -> None:
    assert template_yaml({}) == "{}\n"


def test_a_value_that_is_not_plain_data_is_rejected() -> None:
    with pytest.raises(TypeError, match="not plain data"):
        template_yaml({"K": object()})
