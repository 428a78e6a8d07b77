"""The values of references in a deployed stack's template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pilothouse.aws.ports.stacks import DeployedStack, StackResource
from pilothouse.ir.partition import partition_of

_DOMAINS = {"aws-cn": "amazonaws.com.cn"}


def references(stack: DeployedStack, resources: Iterable[StackResource]) -> Mapping[str, str]:
    """Return the value of `Ref`, by logical ID or pseudo parameter."""
    _, partition, _, region, account, *_ = stack.id.split(":")
    return {
        "AWS::AccountId": account,
        "AWS::Partition": partition,
        "AWS::Region": region,
        "AWS::StackId": stack.id,
        "AWS::StackName": stack.name,
        "AWS::URLSuffix": _DOMAINS.get(partition_of(region), "amazonaws.com"),
        **{one.logical_id: one.physical_id for one in resources if one.physical_id},
    }


def attributes(stack: DeployedStack, resources: Iterable[StackResource], unknown: str) -> Mapping[str, str]:
    """Return the value of `Fn::GetAtt`, by `ID.Attribute`, if it can be derived from the resource's name.

    `unknown` replaces a part that can't: the path of a role.
    """
    _, partition, _, region, account, *_ = stack.id.split(":")
    forms = {
        "AWS::IAM::Role": f"arn:{partition}:iam::{account}:role/{unknown}",
        "AWS::CodeBuild::Project": f"arn:{partition}:codebuild:{region}:{account}:project/",
        "AWS::CodePipeline::Pipeline": f"arn:{partition}:codepipeline:{region}:{account}:",
    }
    return {
        f"{one.logical_id}.Arn": f"{forms[one.type]}{one.physical_id}"
        for one in resources
        if one.type in forms
    }
