"""Ways to grant more by what a policy refers to, or by its length."""

from __future__ import annotations

from tests.diff.build import (
    allow,
    document,
    role,
    template,
)
from tests.diff.ways.way import (
    MORE,
    Way,
    both,
    holding,
    under_if,
)

VALUES: dict[str, Way] = {
    "a parameter's default becomes a wildcard": Way(
        *both(
            holding(document(allow({"Ref": "P"})))
            | {"Parameters": {"P": {"Type": "String", "Default": default}}}
            for default in ("s3:GetObject", "*")
        ),
        MORE,
        "* on *",
    ),
    "a list parameter's default gets one more": Way(
        *both(
            holding(document(allow({"Ref": "P"})))
            | {"Parameters": {"P": {"Type": "CommaDelimitedList", "Default": default}}}
            for default in ("s3:GetObject", "s3:GetObject, iam:*")
        ),
        MORE,
        "iam:* on *",
    ),
    "a parameter inside a text becomes a wildcard": Way(
        *both(
            holding(document(allow("a:b", {"Fn::Sub": "arn:aws:s3:::${P}"})))
            | {"Parameters": {"P": {"Type": "String", "Default": default}}}
            for default in ("mine", "*")
        ),
        MORE,
        "arn:aws:s3:::*",
    ),
    "a parameter of the parameter store is another one": Way(
        *both(
            holding(document(allow({"Ref": "P"})))
            | {"Parameters": {"P": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": default}}}
            for default in ("/a", "/b")
        ),
        MORE,
    ),
    "a mapping's value becomes a wildcard": Way(
        *both(
            holding(document(allow({"Fn::FindInMap": ["M", "a", "b"]})))
            | {"Mappings": {"M": {"a": {"b": value}}}}
            for value in ("s3:GetObject", "*")
        ),
        MORE,
        "* on *",
    ),
    "a mapping's value of another region becomes a wildcard": Way(
        *both(
            holding(document(allow({"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "b"]})))
            | {"Mappings": {"M": {"us-east-1": {"b": "a:b"}, "eu-west-1": {"b": value}}}}
            for value in ("a:b", "*")
        ),
        MORE,
        "eu-west-1",
    ),
    "a condition's definition turns around": Way(
        *both(
            template(R=role(under_if(allow("*")))) | {"Conditions": {"C": {"Fn::Equals": ["a", other]}}}
            for other in ("b", "a")
        ),
        MORE,
        "* on *",
    ),
    "a dynamic reference slips past what is left out": Way(
        holding(document({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})),
        holding(document(allow("{{resolve:ssm:action}}"))),
        MORE,
    ),
    "a reference slips past what is left out": Way(
        holding(document({"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::secret"})),
        holding(document(allow("s3:*", {"Fn::ImportValue": "arn"}))),
        MORE,
    ),
    "the seventh action is the one that counts": Way(
        holding(document(allow("logs:a"))),
        holding(document(allow([f"logs:{name}" for name in "abcdefgh"] + ["iam:*"]))),
        MORE,
        "iam:*, logs:b",
    ),
    "the sixth statement is the one that counts": Way(
        holding(document(allow("logs:a"))),
        holding(
            document(*(allow(f"logs:{name}", f"arn:{name}") for name in "abcdef"), allow("iam:PassRole"))
        ),
        MORE,
        "iam:PassRole on *",
    ),
}
