"""Pairs of templates that `cdk diff` compares, too; each is one change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.diff.build import (
    Template,
    Value,
    allow,
    approval,
    deploy,
    document,
    pipeline_template,
    resource,
    role,
    stage,
    template,
    trust,
)

Pair = tuple[Template, Template]
_NOBODY: Mapping[str, Any] = {"AWS": "arn:aws:iam::111111111111:root"}
_BUILDSPEC = "version: 0.2\nphases:\n  build:\n    commands:\n      - make test\n"


def _of(kind: str, before: Mapping[str, Value], after: Mapping[str, Value]) -> Pair:
    return template(X=resource(kind, **before)), template(X=resource(kind, **after))


def _with(change: Mapping[str, Value], **resources: Value) -> Template:
    return {**template(**resources), **change}


def _subscribed(topic: str, **properties: Value) -> Template:
    to = {"Ref": topic}
    subscription = resource(
        "AWS::SNS::Subscription", TopicArn=to, Protocol="https", Endpoint="https://a.example"
    )
    outputs = {"Topic": {"Value": to}}
    return {
        **template(**{topic: resource("AWS::SNS::Topic", **properties)}, S=subscription),
        "Outputs": outputs,
    }


def _public(principal: Value) -> Value:
    return document(allow("ecr:BatchGetImage", Principal=principal))


def _either(one: Value, other: Value) -> Value:
    return {"Fn::If": ["C", one, other]}


def _project(**properties: Value) -> Value:
    return resource("AWS::CodeBuild::Project", **properties)


_GATED = stage("Prod", approval(), deploy("a", 2), deploy("b", 3))
_CLUSTER = {"RoleArn": "r", "ResourcesVpcConfig": {"SubnetIds": ["a"]}}

CDK_PAIRS: Mapping[str, Pair] = {
    "actions widened": (template(R=role(allow("s3:GetObject"))), template(R=role(allow("s3:*")))),
    "condition of a statement dropped": (
        template(R=role(allow("s3:*", Condition={"Bool": {"aws:SecureTransport": "true"}}))),
        template(R=role(allow("s3:*"))),
    ),
    "policy under Fn::If widened": (
        template(R=role(_either(allow("s3:GetObject"), allow("s3:ListBucket")))),
        template(R=role(_either(allow("*"), allow("s3:ListBucket")))),
    ),
    "bucket's name": _of("AWS::S3::Bucket", {"BucketName": "one"}, {"BucketName": "other"}),
    "topic replaced": (_subscribed("T", TopicName="one"), _subscribed("T", TopicName="other")),
    "topic renamed": (_subscribed("T", TopicName="one"), _subscribed("U", TopicName="one")),
    "retention dropped": (
        template(
            B={**resource("AWS::S3::Bucket"), "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
        ),
        template(B=resource("AWS::S3::Bucket")),
    ),
    "logical ID renamed": (
        template(A=resource("AWS::SQS::Queue", VisibilityTimeout=30)),
        template(B=resource("AWS::SQS::Queue", VisibilityTimeout=30)),
    ),
    "security group opened": _of(
        "AWS::EC2::SecurityGroup",
        {"GroupDescription": "d", "SecurityGroupIngress": [{"CidrIp": "10.0.0.0/8", "IpProtocol": "-1"}]},
        {"GroupDescription": "d", "SecurityGroupIngress": [{"CidrIp": "0.0.0.0/0", "IpProtocol": "-1"}]},
    ),
    "a join for a substitution": _of(
        "AWS::SNS::Topic",
        {"TopicName": {"Fn::Sub": "${AWS::Region}-t"}},
        {"TopicName": {"Fn::Join": ["", [{"Ref": "AWS::Region"}, "-t"]]}},
    ),
    "condition added": (
        template(T=resource("AWS::SNS::Topic")),
        _with(
            {"Conditions": {"C": {"Fn::Equals": [{"Ref": "AWS::Region"}, "a"]}}},
            T={**resource("AWS::SNS::Topic"), "Condition": "C"},
        ),
    ),
    "create-only property under Fn::If": _of(
        "AWS::EKS::Cluster",
        {**_CLUSTER, "KubernetesNetworkConfig": _either({"IpFamily": "ipv4"}, {"Ref": "AWS::NoValue"})},
        {**_CLUSTER, "KubernetesNetworkConfig": _either({"IpFamily": "ipv6"}, {"Ref": "AWS::NoValue"})},
    ),
    "repository made public": _of(
        "AWS::ECR::Repository",
        {"RepositoryPolicyText": _public(_NOBODY)},
        {"RepositoryPolicyText": _public("*")},
    ),
    "managed policy added": (
        template(R=role(ManagedPolicyArns=[])),
        template(R=role(ManagedPolicyArns=["arn:aws:iam::aws:policy/AdministratorAccess"])),
    ),
    "trust widened": (
        template(R=role(trust=trust("codebuild.amazonaws.com"))),
        template(R=role(trust=document(allow("sts:AssumeRole", Principal={"AWS": "*"})))),
    ),
    "approval removed": (
        pipeline_template(_GATED),
        pipeline_template(stage("Prod", deploy("a", 2), deploy("b", 3))),
    ),
    "order dropped": (
        pipeline_template(_GATED),
        pipeline_template(stage("Prod", approval(), deploy("a", 2), deploy("b", 2))),
    ),
    "stage renamed, approval dropped": (
        pipeline_template(_GATED),
        pipeline_template(stage("Live", deploy("a", 2), deploy("b", 3))),
    ),
    "test command": (
        template(P=_project(Source={"Type": "NO_SOURCE", "BuildSpec": _BUILDSPEC})),
        template(P=_project(Source={"Type": "NO_SOURCE", "BuildSpec": _BUILDSPEC.replace("test", "lint")})),
    ),
    "connection replaced": _of(
        "AWS::CodeStarConnections::Connection",
        {"ConnectionName": "c", "ProviderType": "GitHub"},
        {"ConnectionName": "c", "ProviderType": "Bitbucket"},
    ),
    "parameter's default": (
        _with(
            {"Parameters": {"P": {"Type": "String", "Default": "a"}}},
            B=resource("AWS::S3::Bucket", BucketName={"Ref": "P"}),
        ),
        _with(
            {"Parameters": {"P": {"Type": "String", "Default": "b"}}},
            B=resource("AWS::S3::Bucket", BucketName={"Ref": "P"}),
        ),
    ),
    "deployment deletes": (
        pipeline_template(
            stage("Prod", deploy("a", Configuration={"ActionMode": "CREATE_UPDATE", "StackName": "s"}))
        ),
        pipeline_template(
            stage("Prod", deploy("a", Configuration={"ActionMode": "DELETE_ONLY", "StackName": "s"}))
        ),
    ),
}
