"""Ways to grant more in a policy: conditions, text, macros."""

from __future__ import annotations

import json

from pilothouse.diff.risks.base import RiskKind
from tests.diff.build import (
    allow,
    document,
    resource,
    role,
    template,
    trust,
)
from tests.diff.ways.way import (
    ADMIN,
    MORE,
    ROLE,
    SAFE,
    TRUST,
    Way,
    holding,
    of,
    under_if,
    under_if_in,
)

POLICIES: dict[str, Way] = {
    "one branch of a policy under a condition is widened": Way(
        *under_if_in(holding(under_if(SAFE, SAFE)), holding(under_if(ADMIN, SAFE))), MORE, "* on *"
    ),
    "the other branch is widened": Way(
        *under_if_in(holding(under_if(SAFE, SAFE)), holding(under_if(SAFE, ADMIN))), MORE, "* on *"
    ),
    "a policy is there in one case only": Way(
        *under_if_in(
            template(R=resource(ROLE, Policies=[])),
            template(R=resource(ROLE, Policies=[under_if({"PolicyName": "p", "PolicyDocument": ADMIN})])),
        ),
        MORE,
        "* on *",
    ),
    "a statement is there in one case only": Way(
        *under_if_in(holding(SAFE), holding(document(under_if(allow("*"))))), MORE, "* on *"
    ),
    "an action is there in one case only": Way(
        *under_if_in(holding(SAFE), holding(document(allow(["s3:GetObject", under_if("iam:*")])))),
        MORE,
        "iam:*",
    ),
    "everybody is trusted in one case": Way(
        *under_if_in(
            template(R=role()),
            template(R=role(trust=under_if(document(allow("sts:AssumeRole", Principal="*")), trust("x")))),
        ),
        TRUST,
    ),
    "a policy belongs to another role in one case": Way(
        *under_if_in(
            template(R=role(), P=resource("AWS::IAM::Policy", PolicyDocument=ADMIN, Roles=["x"])),
            template(
                R=role(),
                P=resource("AWS::IAM::Policy", PolicyDocument=ADMIN, Roles=under_if([{"Ref": "R"}], ["x"])),
            ),
        ),
        MORE,
        "* on *",
    ),
    "the policy is JSON text": Way(holding(json.dumps(SAFE)), holding(json.dumps(ADMIN)), MORE, "* on *"),
    "the policy is JSON text with a variable": Way(
        holding({"Fn::Sub": json.dumps(document(allow("a:b", "${X}/y")))}),
        holding({"Fn::Sub": json.dumps(document(allow("a:b", "${X}/*")))}),
        MORE,
        "${X}/*",
    ),
    "the policy is JSON text joined from pieces": Way(
        holding(SAFE),
        holding({"Fn::Join": ["", ['{"Statement": [{"Effect": "Allow", "Action": "', "*", '"}]}']]}),
        MORE,
    ),
    "the policy is made text by a function": Way(
        holding(SAFE), holding({"Fn::ToJsonString": ADMIN}), MORE, "* on *"
    ),
    "the policy comes from a macro": Way(
        holding({"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://a"}}}),
        holding({"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://b"}}}),
        RiskKind.UNJUDGED,
    ),
    "a statement comes from a macro": Way(
        holding(SAFE), holding(document({"Fn::Transform": {"Name": "M"}})), RiskKind.UNJUDGED
    ),
    "the whole template goes through a macro": Way(
        holding(SAFE), holding(SAFE) | {"Transform": "Mine"}, RiskKind.UNJUDGED
    ),
    "the policy comes from another stack": Way(
        holding(SAFE), holding({"Fn::ImportValue": "policy"}), MORE, "can't be judged"
    ),
    "resources are made in a loop": Way(
        holding(SAFE),
        {"Resources": {**holding(SAFE)["Resources"], "Fn::ForEach::L": ["X", ["a"], {"R${X}": {}}]}},
        RiskKind.UNJUDGED,
    ),
    "a nested stack takes another template": Way(
        *of("AWS::CloudFormation::Stack", {"TemplateURL": "a"}, {"TemplateURL": "b"}), RiskKind.UNJUDGED
    ),
}
