"""What the ways to hide a risk are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pilothouse.diff.risks.base import RiskKind
from tests.diff.build import (
    action,
    allow,
    approval,
    deploy,
    document,
    pipeline,
    resource,
    stage,
    template,
)

Template = dict[str, Any]

SAFE = document(allow("s3:GetObject", "arn:aws:s3:::b/*"))
ADMIN = document(allow("*"))
PUBLIC = document(allow("ecr:*", Principal="*"))
OWN = document(allow("ecr:*", Principal={"AWS": "111111111111"}))
NO_VALUE = {"Ref": "AWS::NoValue"}
IN_REGION = {"Conditions": {"C": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}}}
ELSEWHERE = "arn:aws:iam::222222222222:role/manager"
ROLE, USER = "AWS::IAM::Role", "AWS::IAM::User"
SOURCE = stage(
    "Source",
    action(
        "Source",
        "Source",
        Configuration={"ConnectionArn": "arn:c", "FullRepositoryId": "us/repo", "BranchName": "main"},
    ),
)


class Way(NamedTuple):
    before: Template
    after: Template
    kind: RiskKind
    words: str = ""


def ships(name: str, run_order: int = 1, stack: Any = "app-prod", **more: Any) -> Template:
    configuration = {"StackName": stack, "ActionMode": "CREATE_UPDATE", **more.pop("Configuration", {})}
    return deploy(name, run_order, Configuration=configuration) | more


TEST = stage("Test", ships("test", 1, "app-test"))
PROD = stage("Prod", approval(), ships("prod", 2))
TAKEN = [SOURCE, TEST, PROD]


def without_run_order(one: Template) -> Template:
    return {key: value for key, value in one.items() if key != "RunOrder"}


def pipe(*stages: Any, **properties: Any) -> Template:
    return template(Pipeline=pipeline(*stages, **properties))


def holding(policy: Any) -> Template:
    return template(R=resource(ROLE, Policies=[{"PolicyName": "p", "PolicyDocument": policy}]))


def under_if(value: Any, otherwise: Any = NO_VALUE) -> Template:
    return {"Fn::If": ["C", value, otherwise]}


def under_if_in(before: Template, after: Template) -> tuple[Template, Template]:
    return before | IN_REGION, after | IN_REGION


def both(templates: Iterable[Template]) -> tuple[Template, Template]:
    before, after = templates
    return before, after


def of(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Template, Template]:
    return template(X=resource(kind, **before)), template(X=resource(kind, **after))


def entry(result: str = "FAIL", rule: str = "Alarm", **more: Any) -> Template:
    rules = [{"Name": rule, "RuleTypeId": {"Provider": "CloudWatchAlarm"}, "Configuration": more}]
    return {"BeforeEntry": {"Conditions": [{"Result": result, "Rules": rules}]}}


GONE, BYPASSED = RiskKind.APPROVAL_REMOVED, RiskKind.APPROVAL_BYPASSED
MORE, TRUST = RiskKind.PERMISSION_BROADENED, RiskKind.TRUST_WIDENED
