"""Ways to grant somebody more permissions, other than through their own policy."""

from __future__ import annotations

from pilothouse.diff.risks.base import RiskKind
from tests.diff.build import (
    deny,
    document,
    resource,
    role,
    template,
)
from tests.diff.ways.way import (
    ADMIN,
    MORE,
    ROLE,
    SAFE,
    USER,
    Way,
    of,
    under_if,
    under_if_in,
)

PRINCIPALS: dict[str, Way] = {
    "a managed policy of the account is added under a condition": Way(
        *under_if_in(
            template(R=resource(ROLE)),
            template(R=resource(ROLE, ManagedPolicyArns=[under_if("arn:aws:iam::aws:policy/A")])),
        ),
        RiskKind.MANAGED_POLICY_ADDED,
    ),
    "a managed policy of the template is widened": Way(
        *of("AWS::IAM::ManagedPolicy", {"PolicyDocument": SAFE}, {"PolicyDocument": ADMIN}), MORE
    ),
    "a group's policy is widened": Way(
        *of(
            "AWS::IAM::Group",
            {"Policies": [{"PolicyName": "p", "PolicyDocument": SAFE}]},
            {"Policies": [{"PolicyName": "p", "PolicyDocument": ADMIN}]},
        ),
        MORE,
    ),
    "a user joins a group": Way(*of(USER, {}, {"Groups": ["admins"]}), MORE, "admins"),
    "a user is added to a group": Way(
        *of(
            "AWS::IAM::UserToGroupAddition",
            {"GroupName": "admins", "Users": ["a"]},
            {"GroupName": "admins", "Users": ["a", "b"]},
        ),
        MORE,
        "admins",
    ),
    "a new user has an access key": Way(
        template(U=resource(USER)),
        template(U=resource(USER), K=resource("AWS::IAM::AccessKey", UserName={"Ref": "U"})),
        MORE,
        "access key",
    ),
    "an instance profile takes another role": Way(
        *of("AWS::IAM::InstanceProfile", {"Roles": ["a"]}, {"Roles": ["admin"]}), RiskKind.ROLE_CHANGED
    ),
    "a permissions boundary is gone": Way(
        *of(ROLE, {"PermissionsBoundary": "arn:b"}, {}), RiskKind.BOUNDARY_CHANGED
    ),
    "a denial goes with its policy": Way(
        template(
            R=role(), P=resource("AWS::S3::BucketPolicy", Bucket="b", PolicyDocument=document(deny("s3:*")))
        ),
        template(R=role()),
        RiskKind.DENIAL_NARROWED,
    ),
    "a denial of a role outside goes with its policy": Way(
        template(
            R=role(), P=resource("AWS::IAM::Policy", Roles=["x"], PolicyDocument=document(deny("s3:*")))
        ),
        template(R=role()),
        RiskKind.DENIAL_NARROWED,
    ),
    "a denial applies in one case only": Way(
        *under_if_in(template(R=role(deny("iam:*"))), template(R=role(under_if(deny("iam:*"))))),
        RiskKind.DENIAL_NARROWED,
    ),
}
