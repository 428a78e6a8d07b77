"""The `build` section, with policies that may contain everything that IAM and CloudFormation know."""

from typing import Any

from hypothesis import strategies as st

from tests.conformance.language.pick import Pick
from tests.conformance.language.scalars import LOOKS_LIKE_ANOTHER_TYPE, ODD_TEXTS, ODD_VALUES, Plain, Tagged

images = st.sampled_from(
    [
        "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
        "aws/codebuild/standard:7.0",
        "aws/codebuild/amazonlinux2-aarch64-standard:3.0",
        "123456789012.dkr.ecr.us-west-2.amazonaws.com/builder:latest",
        "public.ecr.aws/x/aarch64-tool:1",
    ]
)
buildspecs = st.sampled_from(
    [
        "buildspec.yml",
        "copilot/pipelines/release/buildspec.yml",
        "./ci//build spec.yml",
        "ci/a.yml",
        "a/../b.yml",
    ]
)
actions = st.sampled_from(["s3:GetObject", "ssm:*", "ecr:GetAuthorizationToken", "*", "iam:Get*"])
intrinsics: tuple[Any, ...] = (
    Tagged("!Sub", "arn:aws:s3:::bucket-${AWS::Region}/*"),
    Tagged("!Ref", "AWS::StackId"),
    Tagged("!GetAtt", "BuildProjectRole.Arn"),
    Tagged("!ImportValue", "app-ArtifactKey"),
    Tagged("!Join", ["", ["arn:aws:s3:::", Tagged("!Ref", "AWS::AccountId")]]),
    Tagged("!Select", [0, Tagged("!Split", [",", "a,b"])]),
    {"Fn::Sub": "arn:aws:s3:::${AWS::AccountId}"},
    {"Fn::GetAtt": ["BuildProjectRole", "Arn"]},
    {"Ref": "AWS::Partition"},
    {"Fn::Sub": ["${x}/*", {"x": {"Ref": "AWS::Region"}}]},
)
ODD_RESOURCES = ("line\nbreak", "  lead", "trail  ", "a: b", "é", "x" * 130, "say \"a\" and 'b'", *intrinsics)
conditions = st.sampled_from(
    [
        {"StringEquals": {"aws:PrincipalTag/team": ["a", "b"]}},
        {"Bool": {"aws:SecureTransport": True}},
        {"Bool": {"aws:SecureTransport": "true"}},
        {"NumericLessThan": {"s3:max-keys": 10}},
        {"DateGreaterThan": {"aws:CurrentTime": Plain("2024-01-01T00:00:00Z")}},
        {"DateGreaterThan": {"aws:CurrentTime": Plain("2024-01-01")}},
        {"StringLike": {"aws:userid": Plain("0123")}},
        {"Null": {"kms:EncryptionContext": Plain("yes")}},
    ]
)


def build(pick: Pick) -> Any:
    """A whole section, or what may be in its place."""
    if pick.odd():
        return pick.one(None, {}, "buildspec.yml", [])
    section: dict[str, Any] = {}
    if pick.chance(2):
        section["image"] = pick.value(images, *ODD_VALUES, *ODD_TEXTS)
    if pick.chance(2):
        section["buildspec"] = pick.value(
            buildspecs, *ODD_VALUES, *ODD_TEXTS, "/etc/x.yml", "a\\b.yml", "../x.yml"
        )
    if pick.chance(2):
        section["additional_policy"] = pick.value(
            st.just({"PolicyDocument": document(pick)}), None, {}, "text", {"Statement": []}
        )
    if pick.odd():
        section[pick.one("timeout", "Image", "environment")] = "unknown"
    return section


def document(pick: Pick) -> Any:
    """A policy document."""
    statements = [statement(pick) for _ in range(pick.one(1, 1, 2, 3))]
    found: dict[str, Any] = {}
    if not pick.chance(4):
        found["Version"] = pick.one(Plain("2012-10-17"), Plain("2012-10-17"), "2012-10-17", "2008-10-17")
    found["Statement"] = statements[0] if len(statements) == 1 and pick.chance(3) else statements
    return pick.value(st.just(found), None, {}, [], "text", Tagged("!Ref", "AWS::NoValue"))


def statement(pick: Pick) -> dict[str, Any]:
    """One statement, with intrinsic functions in all their forms."""
    found: dict[str, Any] = {"Effect": pick.value(st.sampled_from(["Allow", "Deny"]), "allow", None)}
    if pick.chance(4):
        found["Sid"] = pick.one("Read", "Read1", *LOOKS_LIKE_ANOTHER_TYPE)
    found["Action"] = pick.draw(st.one_of(actions, st.lists(actions, min_size=1, max_size=3)))
    resources = st.one_of(st.just("*"), st.sampled_from(intrinsics), st.just("arn:aws:s3:::x/*"))
    found["Resource"] = pick.draw(st.one_of(resources, st.lists(resources, min_size=1, max_size=3)))
    if pick.chance(5):
        found["Resource"] = pick.one(*ODD_RESOURCES)
    if pick.chance(4):
        found["Condition"] = pick.draw(conditions)
    return found
