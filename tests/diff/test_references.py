"""References under new names."""

from __future__ import annotations

from typing import Any

import pytest

from pilothouse.diff.references import rename_references

RENAMED = {"Old": "New"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Ref": "Old"}, {"Ref": "New"}),
        ({"Ref": "Older"}, {"Ref": "Older"}),
        ({"Fn::GetAtt": "Old.Arn"}, {"Fn::GetAtt": "New.Arn"}),
        ({"Fn::GetAtt": ["Old", "Arn"]}, {"Fn::GetAtt": ["New", "Arn"]}),
        ({"Fn::Sub": "${Old}-${Old.Arn}-${!Old}-Old"}, {"Fn::Sub": "${New}-${New.Arn}-${!Old}-Old"}),
        (
            {"Fn::Sub": ["${Old}", {"Old": {"Ref": "Old"}}]},
            {"Fn::Sub": ["${Old}", {"Old": {"Ref": "New"}}]},
        ),
        (["Old", {"Old": "Old"}], ["Old", {"Old": "Old"}]),
    ],
)
def test_only_references_are_renamed(value: Any, expected: Any) -> None:
    assert rename_references({"Outputs": value}, RENAMED) == {"Outputs": expected}


@pytest.mark.parametrize(("before", "after"), [("Old", "New"), (["A", "Old"], ["A", "New"])])
def test_dependencies_are_references(before: Any, after: Any) -> None:
    template = {"Resources": {"Old": {"Type": "T", "DependsOn": before}}}
    assert rename_references(template, RENAMED) == {"Resources": {"Old": {"Type": "T", "DependsOn": after}}}
