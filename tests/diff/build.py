"""Templates built by hand, for the tests of reports about their differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Template = dict[str, Any]
Value = Any


def template(**resources: Value) -> Template:
    return {"Resources": resources}


def resource(kind: str, /, **properties: Value) -> Template:
    return {"Type": kind, "Properties": properties}


def document(*statements: Value) -> Template:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(actions: Value, resources: Value = "*", **more: Value) -> Template:
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **more}


def deny(actions: Value, resources: Value = "*", **more: Value) -> Template:
    return {"Effect": "Deny", "Action": actions, "Resource": resources, **more}


def trust(*services: str, **more: Value) -> Template:
    statement = {"Effect": "Allow", "Principal": {"Service": list(services)}, "Action": "sts:AssumeRole"}
    return document(statement | more)


def role(*statements: Value, **properties: Value) -> Template:
    trusted = properties.pop("trust", trust("codebuild.amazonaws.com"))
    policies = [{"PolicyName": "inline", "PolicyDocument": document(*statements)}] if statements else []
    return resource("AWS::IAM::Role", AssumeRolePolicyDocument=trusted, Policies=policies, **properties)


def policy(*statements: Value, roles: Sequence[Value]) -> Template:
    return resource(
        "AWS::IAM::Policy", PolicyName="policy", PolicyDocument=document(*statements), Roles=list(roles)
    )


def action(name: str, category: str, run_order: int = 1, **more: Value) -> Template:
    provider = {"Approval": "Manual", "Deploy": "CloudFormation"}.get(category, "CodeBuild")
    kind = {"Category": category, "Owner": "AWS", "Provider": provider, "Version": "1"}
    return {"Name": name, "ActionTypeId": kind, "RunOrder": run_order, **more}


def deploy(name: str, run_order: int = 1, account: str = "111111111111", **more: Value) -> Template:
    role_arn = f"arn:aws:iam::{account}:role/manager"
    return action(name, "Deploy", run_order, RoleArn=role_arn, **more)


def approval(name: str = "Approve", run_order: int = 1) -> Template:
    return action(name, "Approval", run_order)


def stage(name: str, *actions: Value) -> Template:
    return {"Name": name, "Actions": list(actions)}


def pipeline(*stages: Value, **properties: Value) -> Template:
    return resource("AWS::CodePipeline::Pipeline", Stages=list(stages), **properties)


def pipeline_template(*stages: Value, others: Mapping[str, Value] | None = None) -> Template:
    return template(Pipeline=pipeline(*stages), **(others or {}))
