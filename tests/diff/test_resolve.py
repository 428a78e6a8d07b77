"""What functions of a deployed template came to."""

from typing import Any

import pytest

from pilothouse.diff.resolve import UNKNOWN, Names, resolve

NAMES = Names({"AWS::Region": "us-west-2", "Project": "p-1"}, {"Role.Arn": "arn:role"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Ref": "Project"}, "p-1"),
        ({"Ref": "Gone"}, UNKNOWN),
        ({"Fn::GetAtt": ["Role", "Arn"]}, "arn:role"),
        ({"Fn::GetAtt": "Role.Arn"}, "arn:role"),
        ({"Fn::GetAtt": ["Role", "Other"]}, UNKNOWN),
        ({"Fn::Sub": "a-${AWS::Region}-${!Literal}-${Role.Arn}"}, "a-us-west-2-${Literal}-arn:role"),
        ({"Fn::Sub": ["${x}-${Gone}", {"x": {"Ref": "Project"}}]}, f"p-1-{UNKNOWN}"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Project"}]]}, "a-p-1"),
        ({"Fn::ImportValue": "x"}, UNKNOWN),
        ({"a": {"Ref": "AWS::NoValue"}, "b": [1, {"Ref": "AWS::NoValue"}]}, {"b": [1]}),
        ({"a": True, "b": ["x", {"Ref": "Project"}]}, {"a": True, "b": ["x", "p-1"]}),
    ],
)
def test_a_function_becomes_what_it_came_to(value: Any, expected: Any) -> None:
    assert resolve(value, NAMES) == expected
