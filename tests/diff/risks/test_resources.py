"""Risks of resources that are deleted, replaced or refused."""

from __future__ import annotations

from typing import Any

from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.registry import find_risks
from tests.diff.build import resource, template

PROJECT = "AWS::CodeBuild::Project"


def only_risk(before: Any, after: Any) -> Risk:
    (risk,) = find_risks(compare_templates(before, after))
    return risk


def test_a_resource_is_deleted() -> None:
    risk = only_risk(template(A=resource(PROJECT)), template())
    assert (risk.kind, risk.summary) == (RiskKind.RESOURCE_DELETED, "A (AWS::CodeBuild::Project) is deleted")


def test_a_retained_resource_is_not_a_risk() -> None:
    kept = resource(PROJECT) | {"DeletionPolicy": "Retain"}
    assert not find_risks(compare_templates(template(A=kept), template()))


def test_a_resource_is_replaced_for_a_property() -> None:
    risk = only_risk(template(A=resource(PROJECT, Name="a")), template(A=resource(PROJECT, Name="b")))
    assert risk.kind is RiskKind.RESOURCE_REPLACED
    assert risk.details == ("Properties.Name changes",)


def test_a_resource_under_another_id_is_replaced() -> None:
    risk = only_risk(template(A=resource(PROJECT, Name="a")), template(B=resource(PROJECT, Name="a")))
    assert risk.summary == "B (AWS::CodeBuild::Project) is recreated to replace A, which is deleted"


def test_a_resource_may_be_replaced() -> None:
    kind = "AWS::EC2::Instance"
    risk = only_risk(
        template(A=resource(kind, InstanceType="a")), template(A=resource(kind, InstanceType="b"))
    )
    assert "may be replaced" in risk.summary


def test_another_type_is_refused() -> None:
    risk = only_risk(template(A=resource(PROJECT)), template(A=resource("Custom::X")))
    assert risk.kind is RiskKind.RESOURCE_REFUSED
