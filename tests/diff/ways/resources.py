"""Ways to open a resource, or to lose it."""

from __future__ import annotations

from pilothouse.diff.risks.base import RiskKind
from tests.diff.build import (
    allow,
    resource,
    role,
    template,
)
from tests.diff.ways.way import (
    MORE,
    OWN,
    PUBLIC,
    Way,
    both,
    of,
    under_if,
    under_if_in,
)

RESOURCES: dict[str, Way] = {
    "an image repository is opened": Way(
        *of("AWS::ECR::Repository", {"RepositoryPolicyText": OWN}, {"RepositoryPolicyText": PUBLIC}),
        MORE,
        "for *",
    ),
    "a new image repository is open": Way(
        template(R=role()),
        template(R=role(), X=resource("AWS::ECR::Repository", RepositoryPolicyText=PUBLIC)),
        MORE,
    ),
    "an open repository doesn't excuse another": Way(
        template(X=resource("AWS::ECR::Repository", RepositoryPolicyText=PUBLIC)),
        template(
            X=resource("AWS::ECR::Repository", RepositoryPolicyText=PUBLIC),
            Y=resource("AWS::ECR::Repository", RepositoryPolicyText=PUBLIC),
        ),
        MORE,
    ),
    **{
        f"the policy of {kind} is opened": Way(*of(kind, {key: OWN}, {key: PUBLIC}), MORE, "for *")
        for kind, key in {
            "AWS::S3::BucketPolicy": "PolicyDocument",
            "AWS::KMS::Key": "KeyPolicy",
            "AWS::SNS::TopicPolicy": "PolicyDocument",
            "AWS::SQS::QueuePolicy": "PolicyDocument",
            "AWS::SecretsManager::ResourcePolicy": "ResourcePolicy",
            "AWS::OpenSearchService::Domain": "AccessPolicies",
            "AWS::SSO::PermissionSet": "InlinePolicy",
            "AWS::EFS::FileSystem": "FileSystemPolicy",
        }.items()
    },
    "a key's policy comes from another stack": Way(
        *of("AWS::KMS::Key", {"KeyPolicy": OWN}, {"KeyPolicy": {"Fn::ImportValue": "p"}}),
        MORE,
        "can't be judged",
    ),
    "everybody may call a function": Way(
        *both(
            template(
                P=resource(
                    "AWS::Lambda::Permission", FunctionName="f", Action="lambda:*", Principal=principal
                )
            )
            for principal in ("111111111111", "*")
        ),
        MORE,
        "for *",
    ),
    "a function may be called from any source": Way(
        *both(
            template(
                P=resource(
                    "AWS::Lambda::Permission",
                    FunctionName="f",
                    Action="a",
                    Principal="s3.amazonaws.com",
                    **more,
                )
            )
            for more in ({"SourceArn": "arn:x"}, {})
        ),
        MORE,
    ),
    **{
        f"a security group is opened to {key} {address}": Way(
            *of(
                "AWS::EC2::SecurityGroup",
                {"SecurityGroupIngress": []},
                {"SecurityGroupIngress": [{key: address, "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}]},
            ),
            RiskKind.ACCESS_OPENED,
            "tcp 22",
        )
        for key, address in (
            ("CidrIp", "0.0.0.0/0"),
            ("CidrIpv6", "::/0"),
            ("CidrIp", "128.0.0.0/1"),
            ("CidrIp", "1.2.3.4/0"),
        )
    },
    "a security group is opened by a separate rule": Way(
        template(G=resource("AWS::EC2::SecurityGroup")),
        template(
            G=resource("AWS::EC2::SecurityGroup"),
            I=resource(
                "AWS::EC2::SecurityGroupIngress",
                GroupId={"Fn::GetAtt": ["G", "GroupId"]},
                CidrIp="0.0.0.0/0",
                IpProtocol="-1",
            ),
        ),
        RiskKind.ACCESS_OPENED,
    ),
    "a security group is opened to what nobody can read": Way(
        *of(
            "AWS::EC2::SecurityGroup",
            {"SecurityGroupIngress": []},
            {"SecurityGroupIngress": [{"CidrIp": {"Fn::ImportValue": "c"}, "IpProtocol": "-1"}]},
        ),
        RiskKind.ACCESS_OPENED,
    ),
    "public access is no longer blocked": Way(
        *of(
            "AWS::S3::Bucket",
            {"PublicAccessBlockConfiguration": {"BlockPublicPolicy": True}},
            {"PublicAccessBlockConfiguration": {"BlockPublicPolicy": False}},
        ),
        RiskKind.ACCESS_OPENED,
    ),
    "the block of public access is gone": Way(
        *of("AWS::S3::Bucket", {"PublicAccessBlockConfiguration": {"BlockPublicAcls": True}}, {}),
        RiskKind.ACCESS_OPENED,
    ),
    "a bucket can be read by all": Way(
        *of("AWS::S3::Bucket", {}, {"AccessControl": "PublicRead"}), RiskKind.ACCESS_OPENED
    ),
    "a database is public": Way(
        *of("AWS::RDS::DBInstance", {}, {"PubliclyAccessible": True}), RiskKind.ACCESS_OPENED
    ),
    "a function's address asks for no login": Way(
        *of("AWS::Lambda::Url", {"AuthType": "AWS_IAM"}, {"AuthType": "NONE"}), RiskKind.ACCESS_OPENED
    ),
    "a resource is no longer kept": Way(
        template(X=resource("AWS::S3::Bucket") | {"DeletionPolicy": "Retain"}),
        template(X=resource("AWS::S3::Bucket")),
        RiskKind.RETENTION_LOST,
    ),
    "a replaced resource is no longer kept": Way(
        template(X=resource("AWS::S3::Bucket") | {"UpdateReplacePolicy": "Retain"}),
        template(X=resource("AWS::S3::Bucket") | {"UpdateReplacePolicy": "Delete"}),
        RiskKind.RETENTION_LOST,
    ),
    "a resource is kept in one case only": Way(
        *under_if_in(
            template(X=resource("AWS::S3::Bucket") | {"DeletionPolicy": "Retain"}),
            template(X=resource("AWS::S3::Bucket") | {"DeletionPolicy": under_if("Retain", "Delete")}),
        ),
        RiskKind.RETENTION_LOST,
    ),
    "a resource comes under a condition": Way(
        *under_if_in(
            template(X=resource("AWS::S3::Bucket"), R=role()),
            template(X=resource("AWS::S3::Bucket") | {"Condition": "C"}, R=role()),
        ),
        RiskKind.RESOURCE_DELETED,
        "where !Ref AWS::Region is not us-east-1",
    ),
    "a condition that becomes false deletes a resource": Way(
        *both(
            template(X=resource("AWS::S3::Bucket") | {"Condition": "C"}, R=role())
            | {"Conditions": {"C": {"Fn::Not": [{"Fn::Equals": ["a", other]}]}}}
            for other in ("b", "a")
        ),
        RiskKind.RESOURCE_DELETED,
    ),
    "a parameter's default replaces a resource": Way(
        *both(
            template(X=resource("AWS::CodeBuild::Project", Name={"Ref": "P"}))
            | {"Parameters": {"P": {"Type": "String", "Default": default}}}
            for default in ("a", "b")
        ),
        RiskKind.RESOURCE_REPLACED,
    ),
    "more conditions than anybody can follow": Way(
        *both(
            template(R=role(*(allow(f"a:{n}", {"Fn::If": [f"C{n}", "x", last]}) for n in range(9))))
            | {"Conditions": {f"C{n}": {"Fn::Equals": [{"Fn::ImportValue": f"v{n}"}, "x"]} for n in range(9)}}
            for last in ("y", "*")
        ),
        RiskKind.UNJUDGED,
    ),
}
