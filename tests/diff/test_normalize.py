"""What counts as the same template."""

from __future__ import annotations

from typing import Any

import pytest

from pilothouse.diff.node import MapNode, TextNode
from pilothouse.diff.normalize import normalize
from pilothouse.diff.shapes import PROJECT
from tests.diff.build import (
    allow,
    deploy,
    document,
    pipeline_template,
    resource,
    role,
    stage,
    template,
    trust,
)

BUILDSPEC = "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n"


def value(content: Any) -> dict[str, Any]:
    return template(X=resource("Custom::X", Value=content))


def _nested(name: str, content: Any) -> dict[str, Any]:
    """Put a value at a path with points."""
    first, _, rest = name.partition(".")
    return {first: _nested(rest, content) if rest else content}


SAME: dict[str, tuple[Any, Any]] = {
    "a Sub of one reference is a Ref": (value({"Fn::Sub": "${A}"}), value({"Ref": "A"})),
    "a Sub of an attribute is a GetAtt": (
        value({"Fn::Sub": "${A.Arn}"}),
        value({"Fn::GetAtt": ["A", "Arn"]}),
    ),
    "GetAtt takes a text or a list": (value({"Fn::GetAtt": "A.B.C"}), value({"Fn::GetAtt": ["A", "B.C"]})),
    "a Sub without variables is a text": (value({"Fn::Sub": "plain"}), value("plain")),
    "a join of texts is a text": (value({"Fn::Join": ["-", ["a", "b"]]}), value("a-b")),
    "a join of references is a Sub": (
        value({"Fn::Join": ["", ["arn:", {"Ref": "A"}, "/*"]]}),
        value({"Fn::Sub": "arn:${A}/*"}),
    ),
    "a Sub's own variables are put in": (value({"Fn::Sub": ["${x}-b", {"x": "a"}]}), value("a-b")),
    "an escaped variable is a text": (value({"Fn::Sub": "${!x}"}), value("${x}")),
    "numbers and truths are texts": (value([1, True, 2.0]), value(["1", "true", "2"])),
    "keys have no order": (value({"a": 1, "b": 2}), value({"b": 2, "a": 1})),
    "one dependency needs no list": (
        {"Resources": {"X": {"Type": "Custom::X", "DependsOn": "A"}}},
        {"Resources": {"X": {"Type": "Custom::X", "DependsOn": ["A"]}}},
    ),
    "statements have no order": (
        template(R=role(allow("a:b"), allow("c:d"))),
        template(R=role(allow("c:d"), allow("a:b"))),
    ),
    "actions have no order and no case": (
        template(R=role(allow(["s3:GetObject", "a:b"]))),
        template(R=role(allow(["a:b", "s3:getobject"]))),
    ),
    "one statement, action or principal needs no list": (
        template(R=role(allow(["a:b"], ["*"]), trust=trust("x.amazonaws.com"))),
        template(
            R=resource(
                "AWS::IAM::Role",
                AssumeRolePolicyDocument={
                    "Version": "2012-10-17",
                    "Statement": {
                        "Effect": "Allow",
                        "Principal": {"Service": "x.amazonaws.com"},
                        "Action": ["sts:AssumeRole"],
                    },
                },
                Policies=[{"PolicyName": "inline", "PolicyDocument": document(allow("a:b", "*"))}],
            )
        ),
    ),
    "actions of a stage have no order but their run order": (
        pipeline_template(stage("S", deploy("a"), deploy("b", 2))),
        pipeline_template(stage("S", deploy("b", 2), deploy("a"))),
    ),
    "the first run order needs no words": (
        pipeline_template(stage("S", {"Name": "a"})),
        pipeline_template(stage("S", {"Name": "a", "RunOrder": 1})),
    ),
    "tags have no order": (
        template(R=resource("Custom::X", Tags=[{"Key": "a", "Value": 1}, {"Key": "b", "Value": 2}])),
        template(R=resource("Custom::X", Tags=[{"Key": "b", "Value": 2}, {"Key": "a", "Value": 1}])),
    ),
    "a buildspec may be written in any way": (
        template(P=resource(PROJECT, Source={"BuildSpec": BUILDSPEC})),
        template(
            P=resource(PROJECT, Source={"BuildSpec": "# tests\n" + BUILDSPEC.replace("make", "'make'")})
        ),
    ),
}


def for_principal(principal: Any) -> Any:
    return template(R=role(trust=document({"Effect": "Allow", "Principal": principal, "Action": "a:b"})))


SAME |= {
    "everybody is everybody": (for_principal("*"), for_principal({"AWS": ["*"]})),
    "an account is its root": (
        for_principal({"AWS": "123456789012"}),
        for_principal({"AWS": "arn:aws:iam::123456789012:root"}),
    ),
    "the first version of policies needs no words": (
        template(P=resource("Custom::X", Policy={"Version": "2008-10-17", "Statement": [allow("a:b")]})),
        template(P=resource("Custom::X", Policy={"Statement": [allow("a:b")]})),
    ),
    "a selected text is a text": (value({"Fn::Select": [1, ["a", "b"]]}), value("b")),
    "a selected text may be counted by a text": (value({"Fn::Select": ["0", ["a", "b"]]}), value("a")),
    "a selection among references": (value({"Fn::Select": [1, ["a", {"Ref": "B"}]]}), value({"Ref": "B"})),
    "a selection of a selection": (
        value({"Fn::Select": [0, [{"Fn::Select": [1, ["a", "b"]]}]]}),
        value("b"),
    ),
    **{
        f"{name} of {kind} have no order": (
            template(X=resource(kind, **_nested(name, one))),
            template(X=resource(kind, **_nested(name, list(reversed(one))))),
        )
        for kind, name, one in (
            ("AWS::Lambda::Function", "VpcConfig.SubnetIds", ["subnet-1", "subnet-2"]),
            ("AWS::Lambda::Function", "VpcConfig.SecurityGroupIds", ["sg-1", {"Ref": "A"}]),
            ("AWS::EC2::Instance", "SecurityGroupIds", ["sg-1", "sg-2"]),
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Subnets", ["subnet-1", "subnet-2"]),
            ("AWS::ECS::Service", "NetworkConfiguration.AwsvpcConfiguration.Subnets", ["a", "b"]),
            ("AWS::RDS::DBInstance", "VPCSecurityGroups", ["sg-1", "sg-2"]),
            ("AWS::EC2::SecurityGroup", "SecurityGroupIngress", [{"CidrIp": "10.0.0.0/8"}, {"FromPort": 1}]),
            ("AWS::SNS::Topic", "Subscription", [{"Protocol": "sqs"}, {"Protocol": "lambda"}]),
            ("AWS::IAM::OIDCProvider", "ClientIdList", ["a", "b"]),
        )
    },
    "a set under a condition": (
        template(X=resource("AWS::EC2::Instance", SecurityGroupIds={"Fn::If": ["C", ["a", "b"], ["c"]]})),
        template(X=resource("AWS::EC2::Instance", SecurityGroupIds={"Fn::If": ["C", ["b", "a"], ["c"]]})),
    ),
    "deletion needs no words": (
        {"Resources": {"X": {"Type": "Custom::X", "DeletionPolicy": "Delete"}}},
        {"Resources": {"X": {"Type": "Custom::X", "UpdateReplacePolicy": "Delete"}}},
    ),
}

DIFFERENT: dict[str, tuple[Any, Any]] = {
    "a reference is not text": (value({"Ref": "A"}), value("A")),
    "null is not text": (value(None), value("null")),
    "lists have an order": (value(["a", "b"]), value(["b", "a"])),
    "the branches of a condition have an order": (
        template(X=resource("AWS::EC2::Instance", SecurityGroupIds={"Fn::If": ["C", ["a"], ["b"]]})),
        template(X=resource("AWS::EC2::Instance", SecurityGroupIds={"Fn::If": ["C", ["b"], ["a"]]})),
    ),
    "a list keeps its duplicates": (
        template(X=resource("AWS::SNS::Topic", Subscription=["a", "a", "b"])),
        template(X=resource("AWS::SNS::Topic", Subscription=["a", "b", "b"])),
    ),
    **{
        f"{name} of {kind} have an order": (
            template(X=resource(kind, **_nested(name, ["a", "b"]))),
            template(X=resource(kind, **_nested(name, ["b", "a"]))),
        )
        for kind, name in (
            ("AWS::Lambda::Function", "Layers"),
            ("AWS::ECS::TaskDefinition", "ContainerDefinitions.Command"),
            ("AWS::Glue::Table", "TableInput.StorageDescriptor.Columns"),
            ("AWS::CloudFront::Distribution", "DistributionConfig.CacheBehaviors"),
        )
    },
    "stages have an order": (
        pipeline_template(stage("A"), stage("B")),
        pipeline_template(stage("B"), stage("A")),
    ),
    "another account is another": (
        for_principal({"AWS": "123456789012"}),
        for_principal({"AWS": "arn:aws:iam::210987654321:root"}),
    ),
    "a user is not its account": (
        for_principal({"AWS": "123456789012"}),
        for_principal({"AWS": "arn:aws:iam::123456789012:user/root"}),
    ),
    "another version of policies": (
        template(P=resource("Custom::X", Policy={"Version": "2012-10-17", "Statement": [allow("a:b")]})),
        template(P=resource("Custom::X", Policy={"Statement": [allow("a:b")]})),
    ),
    "a selection beyond the list": (value({"Fn::Select": [2, ["a", "b"]]}), value("b")),
    "a database is not deleted by default": (
        {"Resources": {"X": {"Type": "AWS::RDS::DBCluster", "DeletionPolicy": "Delete"}}},
        {"Resources": {"X": {"Type": "AWS::RDS::DBCluster"}}},
    ),
    "effects differ": (template(R=role(allow("a:b"))), template(R=role({**allow("a:b"), "Effect": "Deny"}))),
    "an import is not a reference": (value({"Fn::ImportValue": "A"}), value({"Ref": "A"})),
    "an escaped variable is not a reference": (value({"Fn::Sub": "${!x}"}), value({"Fn::Sub": "${x}"})),
    "commands have an order": (
        template(P=resource(PROJECT, Source={"BuildSpec": BUILDSPEC + "      - second\n"})),
        template(
            P=resource(PROJECT, Source={"BuildSpec": BUILDSPEC.replace("make", "second") + "      - make\n"})
        ),
    ),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_two_ways_to_say_the_same(one: Any, other: Any) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_not_the_same(one: Any, other: Any) -> None:
    assert normalize(one) != normalize(other)


def test_a_node_knows_where_it_was_read() -> None:
    stages = normalize(pipeline_template(stage("A", deploy("x")))).resources["Pipeline"].properties.entries
    assert stages["Stages"].path == ("Resources", "Pipeline", "Properties", "Stages")


def test_a_path_to_a_buildspec_is_not_a_buildspec() -> None:
    source = normalize(template(P=resource(PROJECT, Source={"BuildSpec": "buildspec.yml"})))
    read = source.resources["P"].properties.entries["Source"]
    assert isinstance(read, MapNode)
    assert not isinstance(read.entries["BuildSpec"], TextNode)


def test_a_template_of_the_wrong_shape_is_read_as_it_is() -> None:
    assert normalize({"Resources": ["x"]}) == normalize({"Resources": ["x"]})
    assert normalize({"Resources": {"A": None}}).resources["A"].type == ""
