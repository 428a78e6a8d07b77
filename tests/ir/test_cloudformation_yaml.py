"""How CloudFormation, which reads YAML 1.1, reads a policy's scalars."""

import math

import pytest

from pilothouse.ir.cloudformation_yaml import as_cloudformation_reads
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile


def read(text: str) -> object:
    document = parse(SourceFile("policy.yml", text)).value
    assert document is not None
    return as_cloudformation_reads(document.data, document.spans.root)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ("On", True),
        ("NO", False),
        ("off", False),
        ("y", "y"),
        ('"yes"', "yes"),
        ("!!str yes", "yes"),
        ("12:30", 750),
        ("-1:00:00", -3600),
        ("'12:30'", "12:30"),
        ("2012-10-17", "2012-10-17"),
        ("0123", 83),
        ("1e3", 1000.0),
        ("true", True),
        ("012345678901", "012345678901"),
        ("0888", "0888"),
        ("08", "08"),
        ("-0987", "-0987"),
        ("0o17", "0o17"),
        ("0B11", "0B11"),
        ("0X1f", "0X1f"),
        ("0b1_1", 3),
        ("-0x1F", -31),
        ("0_17", 15),
        ("0", 0),
        ("-012", -10),
        ("1_000", 1000),
        ("123456789012", 123456789012),
        ("08.5", 8.5),
        ("012345678901.0", 12345678901.0),
        ("1_0.5_0", 10.5),
        ("-.5", -0.5),
        (".5", 0.5),
        ("1.e3", 1000.0),
        ("09:30", "09:30"),
        ("1:30.5", 90.5),
        ("1.2.3", "1.2.3"),
        (".inf", math.inf),
        ("+.", "+."),
        ("1" * 101, "1" * 101),
    ],
)
def test_a_scalar(text: str, value: object) -> None:
    found = read(f"a: {text}")
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


def test_inside_lists_and_intrinsic_functions() -> None:
    text = 'a: [yes, {b: no}, !If [c, on, "on"], !Sub yes, !GetAtt a.b, !Select [0, [yes]]]'
    assert read(text) == {
        "a": [
            True,
            {"b": False},
            {"Fn::If": ["c", True, "on"]},
            {"Fn::Sub": "yes"},
            {"Fn::GetAtt": ["a", "b"]},
            {"Fn::Select": [0, [True]]},
        ]
    }


def test_merged_and_aliased_values() -> None:
    assert read("a: &a {b: yes}\nc: {<<: *a, d: *a}") == {
        "a": {"b": True},
        "c": {"b": True, "d": {"b": True}},
    }
