"""Trees as plain data."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from pilothouse.diff.normalize import normalize
from pilothouse.diff.plain import plain
from tests.diff.build import resource, template
from tests.diff.manifests import compiled, manifests


def shown(value: Any) -> Any:
    properties = normalize(template(X=resource("Custom::X", Value=value))).resources["X"].properties
    return plain(properties)["Value"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "1"),
        (None, None),
        ({"Fn::Sub": "${A}"}, {"Ref": "A"}),
        ({"Fn::GetAtt": "A.B.C"}, {"Fn::GetAtt": ["A", "B.C"]}),
        ({"Fn::Join": ["/", ["a", {"Ref": "B"}, "${c}"]]}, {"Fn::Sub": "a/${B}/${!c}"}),
        ({"Fn::ImportValue": {"Fn::Sub": "${A}"}}, {"Fn::ImportValue": {"Fn::Sub": "${A}"}}),
        ({"Fn::If": ["C", 1, {"Ref": "AWS::NoValue"}]}, {"Fn::If": ["C", "1", {"Ref": "AWS::NoValue"}]}),
    ],
)
def test_values_are_in_one_form(value: Any, expected: Any) -> None:
    assert shown(value) == expected


@given(manifests())
def test_plain_data_mean_what_the_template_meant(manifest: str) -> None:
    read = normalize(compiled(manifest))
    again = {
        name: {"Type": one.type, "Properties": plain(one.properties), **plain(one.attributes)}
        for name, one in read.resources.items()
    }
    assert normalize({"Resources": again}).resources == read.resources
