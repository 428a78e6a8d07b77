"""Ways past an approval, a disabled transition or a condition."""

from __future__ import annotations

from pilothouse.diff.risks.base import RiskKind
from tests.diff.build import (
    action,
    approval,
    pipeline,
    resource,
    stage,
    template,
)
from tests.diff.ways.way import (
    BYPASSED,
    GONE,
    PROD,
    SOURCE,
    TAKEN,
    TEST,
    Way,
    both,
    entry,
    pipe,
    ships,
    under_if,
    under_if_in,
    without_run_order,
)

APPROVALS: dict[str, Way] = {
    "the approval is dropped": Way(
        pipe(*TAKEN), pipe(SOURCE, TEST, stage("Prod", ships("prod"))), GONE, "Prod: prod"
    ),
    "the deployment moves to the stage before": Way(
        pipe(*TAKEN),
        pipe(SOURCE, stage("Test", ships("test", 1, "app-test"), ships("p")), stage("Prod", approval())),
        BYPASSED,
        "stack app-prod",
    ),
    "a new stage before deploys the same stack": Way(
        pipe(*TAKEN), pipe(SOURCE, stage("Fast", ships("fast")), TEST, PROD), BYPASSED, "Fast: fast"
    ),
    "an action of another stage deploys the guarded stack": Way(
        pipe(*TAKEN), pipe(SOURCE, stage("Test", ships("test")), PROD), BYPASSED, "Test: test"
    ),
    "the stage is renamed and its approval dropped": Way(
        pipe(*TAKEN), pipe(SOURCE, TEST, stage("Live", ships("prod"))), GONE, "Live: prod"
    ),
    "the stage is renamed and its approval put behind": Way(
        pipe(*TAKEN), pipe(SOURCE, TEST, stage("Live", ships("prod"), approval("Later", 2))), GONE
    ),
    "the approval comes after actions that it preceded": Way(
        pipe(*TAKEN), pipe(SOURCE, TEST, stage("Prod", approval("Approve", 3), ships("prod", 2))), BYPASSED
    ),
    "the approval runs at the same time": Way(
        pipe(*TAKEN), pipe(SOURCE, TEST, stage("Prod", approval(), ships("prod", 1))), BYPASSED
    ),
    "the run order is dropped, so that it is 1": Way(
        pipe(*TAKEN),
        pipe(SOURCE, TEST, stage("Prod", approval(), without_run_order(ships("p")))),
        BYPASSED,
    ),
    "the approval's run order can't be read": Way(
        pipe(*TAKEN),
        pipe(
            SOURCE, TEST, stage("Prod", approval() | {"RunOrder": {"Fn::ImportValue": "x"}}, ships("prod", 2))
        ),
        BYPASSED,
    ),
    "the approval becomes a build of its name": Way(
        pipe(*TAKEN), pipe(SOURCE, TEST, stage("Prod", action("Approve", "Build"), ships("prod", 2))), GONE
    ),
    "the deployment becomes a build under another name": Way(
        pipe(*TAKEN),
        pipe(
            SOURCE,
            TEST,
            stage("Prod", approval(), action("x", "Build", Configuration={"ProjectName": "deploys"})),
        ),
        BYPASSED,
        "it may replace prod",
    ),
    "another environment takes the place of the guarded one": Way(
        pipe(*TAKEN),
        pipe(SOURCE, TEST, stage("Live", ships("live", 1, "app-live"))),
        GONE,
        "it may replace prod",
    ),
    "the stack's name can't be read": Way(
        pipe(*TAKEN),
        pipe(SOURCE, stage("Fast", ships("fast", 1, {"Fn::ImportValue": "name"})), TEST, PROD),
        BYPASSED,
        "can't be read",
    ),
    "the stack's name comes from a parameter": Way(
        pipe(*TAKEN),
        pipe(SOURCE, stage("Fast", ships("fast", 1, {"Ref": "P"})), TEST, PROD)
        | {"Parameters": {"P": {"Type": "String", "Default": "app-prod"}}},
        BYPASSED,
        "stack app-prod",
    ),
    "the account can't be read": Way(
        pipe(*TAKEN),
        pipe(SOURCE, stage("Fast", ships("fast", 1, RoleArn={"Fn::ImportValue": "r"})), TEST, PROD),
        BYPASSED,
    ),
    "another pipeline deploys the guarded stack": Way(
        pipe(*TAKEN),
        template(Pipeline=pipeline(*TAKEN), Other=pipeline(SOURCE, stage("Go", ships("go")))),
        BYPASSED,
        "Go: go",
    ),
    "another pipeline's stages are made by a macro": Way(
        pipe(*TAKEN),
        template(
            Pipeline=pipeline(*TAKEN),
            Other=resource("AWS::CodePipeline::Pipeline", Stages={"Fn::Transform": {"Name": "M"}}),
        ),
        BYPASSED,
        "can't be followed",
    ),
    "the approval's stage can be skipped": Way(
        pipe(SOURCE, stage("Gate", approval()), stage("Prod", ships("prod"))),
        pipe(SOURCE, stage("Gate", approval()) | entry("SKIP"), stage("Prod", ships("prod"))),
        BYPASSED,
    ),
    "the approval is under a condition that nobody knows": Way(
        *under_if_in(
            pipe(*TAKEN),
            pipe(SOURCE, TEST, stage("Prod", under_if(approval()), ships("prod", 2))),
        ),
        GONE,
        "where !Ref AWS::Region is not us-east-1",
    ),
    "a parameter's default takes the approval away": Way(
        *both(
            pipe(SOURCE, TEST, stage("Prod", under_if(approval()), ships("prod", 2)))
            | {
                "Parameters": {"Ask": {"Type": "String", "Default": default}},
                "Conditions": {"C": {"Fn::Equals": [{"Ref": "Ask"}, "yes"]}},
            }
            for default in ("yes", "no")
        ),
        GONE,
    ),
    "one of two approvals is dropped": Way(
        pipe(SOURCE, stage("Prod", approval("A"), approval("B"), ships("prod", 2))),
        pipe(SOURCE, stage("Prod", approval("A"), ships("prod", 2))),
        GONE,
    ),
    "a disabled transition is enabled": Way(
        pipe(SOURCE, stage("Prod", ships("p")), DisableInboundStageTransitions=[{"StageName": "Prod"}]),
        pipe(SOURCE, stage("Prod", ships("p"))),
        RiskKind.TRANSITION_ENABLED,
    ),
    "a stage's condition is dropped": Way(
        pipe(SOURCE, stage("Prod", ships("p")) | entry()),
        pipe(SOURCE, stage("Prod", ships("p"))),
        RiskKind.CONDITION_REMOVED,
    ),
    "a stage's condition asks something else": Way(
        pipe(SOURCE, stage("Prod", ships("p")) | entry(AlarmName="a")),
        pipe(SOURCE, stage("Prod", ships("p")) | entry(AlarmName="never")),
        RiskKind.CONDITION_REMOVED,
    ),
}
