"""Risks of a pipeline's own shape: approvals, orders, targets."""

from __future__ import annotations

from typing import Any

from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.registry import find_risks
from tests.diff.build import action, approval, deploy, pipeline_template, stage


def risks(before: list[Any], after: list[Any]) -> tuple[Risk, ...]:
    return find_risks(compare_templates(pipeline_template(*before), pipeline_template(*after)))


def kinds(before: list[Any], after: list[Any]) -> list[RiskKind]:
    return [risk.kind for risk in risks(before, after)]


def test_an_approval_is_removed() -> None:
    before = [stage("prod", approval(), deploy("api", 2), deploy("web", 2))]
    (risk,) = risks(before, [stage("prod", deploy("api", 1), deploy("web", 1))])
    assert risk.kind is RiskKind.APPROVAL_REMOVED
    assert risk.summary == "the approval Approve of stage prod was removed; it preceded 2 actions"
    assert risk.details == ("prod: api", "prod: web")


def test_an_approval_stays_in_name_only() -> None:
    before = [stage("prod", approval(), deploy("api", 2))]
    after = [stage("prod", action("Approve", "Build"), deploy("api", 2))]
    assert RiskKind.APPROVAL_REMOVED in kinds(before, after)


def test_a_deployment_no_longer_waits_for_the_approval() -> None:
    before = [stage("prod", approval(), deploy("api", 2))]
    (risk,) = risks(before, [stage("prod", approval(), deploy("api", 1))])
    assert risk.kind is RiskKind.APPROVAL_BYPASSED
    assert risk.details == ("prod: api",)


def test_a_stage_is_put_before_the_approval_of_another() -> None:
    gate, prod = stage("gate", approval()), stage("prod", deploy("api"))
    assert RiskKind.APPROVAL_BYPASSED in kinds([gate, prod], [prod, gate])


def test_an_approval_that_goes_with_its_stage_guards_what_stays_behind_it() -> None:
    before = [stage("test", approval(), deploy("api", 2)), stage("prod", deploy("api"))]
    (risk,) = risks(before, [stage("prod", deploy("api"))])
    assert risk.kind is RiskKind.APPROVAL_REMOVED
    assert risk.details == ("prod: one action",)


def test_a_new_deployment_evades_the_approval() -> None:
    before = [stage("prod", approval(), deploy("api", 2))]
    after = [stage("prod", approval(), deploy("api", 2), deploy("web", 1))]
    (risk,) = risks(before, after)
    assert risk.kind is RiskKind.APPROVAL_BYPASSED
    assert "web" in risk.summary


def test_an_approval_in_an_ambiguous_stage_is_reported_as_bypassed() -> None:
    prod = stage("prod", approval(), deploy("api", 2))
    (risk,) = risks([prod], [{"Fn::If": ["Safe", prod, stage("prod", deploy("api"))]}])
    assert risk.kind is RiskKind.APPROVAL_BYPASSED
    assert "can't be followed" in risk.summary


def test_an_approval_under_another_name_is_not_a_risk() -> None:
    before = [stage("test", approval("A")), stage("prod", deploy("api", 2))]
    after = [stage("test", deploy("web")), stage("prod", approval("B"), deploy("api", 2))]
    assert not kinds(before, after)


def test_one_approval_of_two_is_removed() -> None:
    before = [stage("prod", approval("A"), approval("B"), deploy("api", 2))]
    (risk,) = risks(before, [stage("prod", approval("B"), deploy("api", 2))])
    assert risk.summary == "the approval A of stage prod was removed; it preceded one action"


def test_an_approval_that_moves_with_the_action_it_guards_is_not_a_risk() -> None:
    before = [stage("prod", approval(), deploy("api", 2))]
    assert not kinds(before, [stage("prod", approval("Approve", 2), deploy("api", 3))])


def test_an_additional_approval_is_not_a_risk() -> None:
    before = [stage("prod", deploy("api", 1))]
    assert not kinds(before, [stage("prod", approval(), deploy("api", 2))])


def test_an_action_no_longer_waits_for_another() -> None:
    before = [stage("prod", deploy("api", 1), deploy("web", 2), deploy("report", 3))]
    (risk,) = risks(before, [stage("prod", deploy("api", 1), deploy("web", 1), deploy("report", 3))])
    assert risk.kind is RiskKind.DEPLOYMENT_ORDER_LOST
    assert risk.summary == "web of stage prod no longer waits for api"
    assert risk.details == ("api runs at the same time",)


def test_an_order_that_is_turned_around() -> None:
    before = [stage("prod", deploy("api", 1), deploy("web", 2))]
    (risk,) = risks(before, [stage("prod", deploy("api", 2), deploy("web", 1))])
    assert risk.details == ("api runs later",)


def test_other_numbers_for_the_same_order_are_not_a_risk() -> None:
    before = [stage("prod", deploy("api", 1), deploy("web", 2))]
    assert not kinds(before, [stage("prod", deploy("api", 3), deploy("web", 7))])


def test_an_additional_order_is_not_a_risk() -> None:
    before = [stage("prod", deploy("api", 1), deploy("web", 1))]
    assert not kinds(before, [stage("prod", deploy("api", 1), deploy("web", 2))])


def test_a_stage_runs_before_another_that_it_waited_for() -> None:
    test, prod = stage("test", deploy("api")), stage("prod", deploy("api"))
    (risk,) = risks([test, prod], [prod, test])
    assert risk.kind is RiskKind.STAGE_ORDER_LOST
    assert risk.summary == "stage prod now runs before test"


def test_a_stage_deploys_to_another_account() -> None:
    (risk,) = risks([stage("prod", deploy("api"))], [stage("prod", deploy("api", account="222222222222"))])
    assert risk.kind is RiskKind.ACCOUNT_CHANGED
    assert risk.summary == "stage prod deploys to another account: 222222222222 instead of 111111111111"


def test_a_stage_deploys_to_another_region() -> None:
    before = [stage("prod", deploy("api", Region="us-west-2"))]
    (risk,) = risks(before, [stage("prod", deploy("api"))])
    assert risk.kind is RiskKind.REGION_CHANGED
    assert risk.summary == "stage prod deploys to another region: the pipeline's own instead of us-west-2"


def test_the_gravest_comes_first() -> None:
    before = [stage("prod", approval(), deploy("api", 2), deploy("web", 3))]
    after = [stage("prod", deploy("api", 1, Region="x"), deploy("web", 1, Region="x"))]
    assert kinds(before, after) == [
        RiskKind.APPROVAL_REMOVED,
        RiskKind.DEPLOYMENT_ORDER_LOST,
        RiskKind.REGION_CHANGED,
    ]
