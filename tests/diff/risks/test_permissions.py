"""Risks of policies: what counts as broader, and what doesn't."""

from __future__ import annotations

from typing import Any

import pytest

from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.registry import find_risks
from tests.diff.build import allow, deny, document, policy, resource, role, template, trust

TAGGED = {"StringEquals": {"ecr:ResourceTag/app": "demo"}}
TAGGED_MORE = {"StringEquals": {"ecr:ResourceTag/app": ["demo", "other"]}}
NOT_LOCAL = {"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "172.16.0.0/12"]}}
NOT_TEN = {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
BUCKET = {"Fn::Sub": "arn:aws:s3:::${Bucket}/*"}
FOLDER = {"Fn::Sub": "arn:aws:s3:::${Bucket}/folder/*"}
NOT_S3 = {"Effect": "Allow", "NotAction": ["s3:*"], "Resource": "*"}
NOT_S3_NOR_IAM = {"Effect": "Allow", "NotAction": ["iam:*", "s3:*"], "Resource": "*"}
NOT_BUCKET = {"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::secret"}

COVERED: dict[str, tuple[list[Any], list[Any]]] = {
    "the same": ([allow("a:b", "x")], [allow("a:b", "x")]),
    "fewer actions": ([allow(["a:b", "a:c"], "x")], [allow("a:b", "x")]),
    "an action of a wildcard": ([allow("s3:Get*", "x")], [allow("s3:getobject", "x")]),
    "a wildcard of a wildcard": ([allow("s3:*", "x")], [allow("s3:Get*", "x")]),
    "one character of any": ([allow("s3:Get?", "x")], [allow("s3:GetX", "x")]),
    "a resource of a wildcard": (
        [allow("a:b", "arn:aws:s3:::x/*")],
        [allow("a:b", "arn:aws:s3:::x/y/*")],
    ),
    "a reference under a wildcard": ([allow("a:b", "*")], [allow("a:b", BUCKET)]),
    "part of what a reference names": ([allow("a:b", BUCKET)], [allow("a:b", FOLDER)]),
    "one statement in two": ([allow(["a:b", "a:c"], "x")], [allow("a:b", "x"), allow("a:c", "x")]),
    "another condition more": ([allow("a:b")], [allow("a:b", Condition=TAGGED)]),
    "fewer values of a condition": (
        [allow("a:b", Condition=TAGGED_MORE)],
        [allow("a:b", Condition=TAGGED)],
    ),
    "more values that must not be": ([allow("a:b", Condition=NOT_TEN)], [allow("a:b", Condition=NOT_LOCAL)]),
    "more left out": ([NOT_S3], [NOT_S3_NOR_IAM]),
    "an action that is not left out": ([NOT_S3], [allow("ec2:*")]),
    "a resource that is not left out": ([NOT_BUCKET], [allow("s3:GetObject", "arn:aws:s3:::public")]),
    "all but something of everything": ([allow("*")], [NOT_S3]),
    "nothing after the colon": ([allow("a:b", "x")], [allow("a:b", "x"), allow("c:d", None)]),
    "less that can not be judged": ([allow("a:b"), allow("c:d", {"x": "y"})], [allow("a:b")]),
    "a denial more": ([allow("a:b")], [allow("a:b"), deny("a:b", "x")]),
    "a wider denial": ([deny("a:b", "x")], [deny("a:*", "*")]),
}

BROADENED: dict[str, tuple[list[Any], list[Any], str]] = {
    "an action more": ([allow("a:b", "x")], [allow(["a:b", "a:c"], "x")], "a:c on x"),
    "a wildcard instead of an action": (
        [allow("s3:GetObject", "x")],
        [allow("s3:Get*", "x")],
        "s3:Get* on x",
    ),
    "a resource more": ([allow("a:b", "x")], [allow("a:b", ["x", "y"])], "a:b on y"),
    "a wildcard instead of a resource": ([allow("a:b", "x")], [allow("a:b", "*")], "a:b on *"),
    "a wildcard of references": (
        [allow("a:b", FOLDER)],
        [allow("a:b", BUCKET)],
        "a:b on !Sub arn:aws:s3:::${Bucket}/*",
    ),
    "another reference": ([allow("a:b", {"Ref": "A"})], [allow("a:b", {"Ref": "B"})], "a:b on !Ref B"),
    "a dropped condition": (
        [allow("a:b", Condition=TAGGED)],
        [allow("a:b")],
        "a:b on *, under fewer conditions than before",
    ),
    "more values of a condition": (
        [allow("a:b", Condition=TAGGED)],
        [allow("a:b", Condition=TAGGED_MORE)],
        "a:b on *, under fewer conditions than before, if ecr:resourcetag/app stringequals demo or other",
    ),
    "fewer values that must not be": (
        [allow("a:b", Condition=NOT_LOCAL)],
        [allow("a:b", Condition=NOT_TEN)],
        "a:b on *, under fewer conditions than before, if aws:sourceip notipaddress 10.0.0.0/8",
    ),
    "less left out": ([NOT_S3_NOR_IAM], [NOT_S3], "all but s3:* on *"),
    "an action that was left out": ([NOT_S3], [allow("s3:Get*")], "s3:Get* on *"),
    "a resource that was left out": (
        [NOT_BUCKET],
        [allow("s3:Get*", "arn:aws:s3:::s*")],
        "s3:Get* on arn:aws:s3:::s*",
    ),
    "all but something": ([allow("s3:*")], [NOT_S3], "all but s3:* on *"),
    "many actions at once": (
        [allow("a:b")],
        [allow([f"a:{name}" for name in "bcdefghi"])],
        "a:c, a:d, a:e, a:f, a:g, a:h, a:i on *",
    ),
    "what can not be judged": (
        [allow("a:b")],
        [allow("a:b"), {"Fn::If": ["C", allow("c:d"), {"Ref": "AWS::NoValue"}]}],
        "a statement that can't be judged: read it yourself",
    ),
}


def risks(before: Any, after: Any) -> tuple[Risk, ...]:
    return find_risks(compare_templates(before, after))


@pytest.mark.parametrize(("before", "after"), COVERED.values(), ids=COVERED)
def test_not_broader(before: list[Any], after: list[Any]) -> None:
    assert not risks(template(R=role(*before)), template(R=role(*after)))


@pytest.mark.parametrize(("before", "after", "grant"), BROADENED.values(), ids=BROADENED)
def test_broader(before: list[Any], after: list[Any], grant: str) -> None:
    (risk,) = risks(template(R=role(*before)), template(R=role(*after)))
    assert risk.kind is RiskKind.PERMISSION_BROADENED
    assert risk.details == (grant,)


NARROWED: dict[str, tuple[list[Any], str]] = {
    "gone": ([], "a:* on *"),
    "narrower": ([deny("a:b", "x")], "a:* on *"),
    "conditional": ([deny("a:*", Condition=TAGGED)], "a:* on *, now under conditions only"),
}


@pytest.mark.parametrize(("after", "denial"), NARROWED.values(), ids=NARROWED)
def test_a_denial_that_no_longer_denies_everything(after: list[Any], denial: str) -> None:
    (risk,) = risks(template(R=role(deny("a:*"))), template(R=role(*after)))
    assert risk.kind is RiskKind.DENIAL_NARROWED
    assert risk.details == (denial,)


def test_statements_may_move_between_policies() -> None:
    before = template(R=role(allow("a:b")), P=policy(allow("c:d"), roles=[{"Ref": "R"}]))
    after = template(R=role(allow("c:d")), P=policy(allow("a:b"), roles=[{"Ref": "R"}]))
    assert not risks(before, after)


def test_a_statement_of_another_role_is_broader() -> None:
    before = template(R=role(allow("a:b")), S=role(allow("c:d")))
    (risk,) = risks(before, template(R=role(allow("a:b")), S=role(allow(["a:b", "c:d"]))))
    assert (risk.resource, risk.details) == ("S", ("a:b on *",))


def test_a_policy_that_is_attached_to_one_more_role_is_broader() -> None:
    before = template(R=role(), S=role(), P=policy(allow("a:b"), roles=[{"Ref": "R"}]))
    after = template(R=role(), S=role(), P=policy(allow("a:b"), roles=[{"Ref": "R"}, {"Ref": "S"}]))
    (risk,) = risks(before, after)
    assert risk.resource == "S"


def test_a_new_role_is_held_against_what_any_role_could_do() -> None:
    before = template(R=role(allow("a:*")))
    after = template(R=role(allow("a:*")), S=role(allow(["a:b", "c:d"])))
    (risk,) = risks(before, after)
    assert risk.summary == "the new S can do more than any role before"
    assert risk.details == ("c:d on *",)


def test_a_renamed_role_is_held_against_its_old_self() -> None:
    before = template(A=role(allow(["a:b", "c:d"]), Path="/"), X=role(allow("e:f")))
    after = template(B=role(allow(["a:b", "c:d", "e:f"]), Path="/"), X=role(allow("e:f")))
    assert RiskKind.PERMISSION_BROADENED in [risk.kind for risk in risks(before, after)]


def test_nothing_is_broader_than_nothing() -> None:
    assert not risks({}, template(R=role(allow("*"))))


def test_a_role_trusts_another_service() -> None:
    before = template(R=role(trust=trust("a.amazonaws.com")))
    (risk,) = risks(before, template(R=role(trust=trust("a.amazonaws.com", "b.amazonaws.com"))))
    assert risk.kind is RiskKind.TRUST_WIDENED
    assert risk.details == ("sts:AssumeRole for Service:b.amazonaws.com",)


def test_a_role_trusts_everybody() -> None:
    before = template(R=role(trust=trust("a.amazonaws.com")))
    after = template(
        R=role(trust=document({"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}))
    )
    (risk,) = risks(before, after)
    assert risk.details == ("sts:AssumeRole for *",)


def test_a_trust_loses_its_condition() -> None:
    condition = {"StringEquals": {"aws:SourceAccount": "111111111111"}}
    before = template(R=role(trust=trust("a.amazonaws.com", Condition=condition)))
    (risk,) = risks(before, template(R=role(trust=trust("a.amazonaws.com"))))
    assert risk.kind is RiskKind.TRUST_WIDENED
    assert "fewer conditions" in risk.details[0]


def test_an_account_is_its_root() -> None:
    def trusting(account: str) -> Any:
        statement = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
        return template(R=role(trust=document(statement)))

    assert not risks(trusting("111111111111"), trusting("arn:aws:iam::111111111111:root"))
    assert risks(trusting("111111111111"), trusting("222222222222"))


def test_the_policy_of_a_bucket_lets_somebody_else_in() -> None:
    def bucket(*accounts: str) -> Any:
        statement = {**allow("s3:GetObject", "arn:aws:s3:::b/*"), "Principal": {"AWS": list(accounts)}}
        return template(B=resource("AWS::S3::BucketPolicy", Bucket="b", PolicyDocument=document(statement)))

    (risk,) = risks(bucket("111111111111"), bucket("111111111111", "222222222222"))
    assert risk.summary == "the policy of B allows more"
    assert risk.details == ("s3:GetObject on arn:aws:s3:::b/* for AWS:222222222222",)


def test_a_managed_policy_is_added() -> None:
    before = template(R=role(ManagedPolicyArns=["arn:a"]))
    (risk,) = risks(before, template(R=role(ManagedPolicyArns=["arn:b", "arn:a"])))
    assert risk.kind is RiskKind.MANAGED_POLICY_ADDED
    assert risk.summary == "R gets the managed policy arn:b"


def test_a_new_role_brings_a_managed_policy_that_none_had() -> None:
    before = template(R=role(ManagedPolicyArns=["arn:a"]))
    new = role(ManagedPolicyArns=["arn:a", "arn:b"], Path="/x/", RoleName="other", Description="new")
    (risk,) = risks(before, template(R=role(ManagedPolicyArns=["arn:a"]), S=new))
    assert risk.summary == "the new S has the managed policy arn:b"


@pytest.mark.parametrize("after", [{}, {"PermissionsBoundary": "arn:c"}], ids=["gone", "another"])
def test_a_boundary_changes(after: Any) -> None:
    before = template(R=role(PermissionsBoundary="arn:b"))
    (risk,) = risks(before, template(R=role(**after)))
    assert risk.kind is RiskKind.BOUNDARY_CHANGED


def test_policies_too_large_to_be_compared_count_as_broader() -> None:
    before, after = ([allow([f"{service}:{n}*" for n in range(2000)])] for service in ("a", "b"))
    (risk,) = risks(template(R=role(*before)), template(R=role(*after)))
    assert risk.summary == "R may be allowed more: its policies are too large to compare"
    assert risk.details == ("they would take more than 5,000,000 comparisons: review them yourself",)


def test_a_large_policy_that_stays_is_not_compared() -> None:
    large = allow([f"a:{n}*" for n in range(20_000)])
    assert not risks(template(R=role(large)), template(R=role(large, deny("b:c"))))
