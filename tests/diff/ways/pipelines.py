"""Ways to change what a pipeline reads, deploys and may do."""

from __future__ import annotations

from pilothouse.diff.risks.base import RiskKind
from tests.diff.build import (
    action,
    approval,
    stage,
)
from tests.diff.ways.way import (
    ELSEWHERE,
    PROD,
    SOURCE,
    TAKEN,
    TEST,
    Way,
    of,
    pipe,
    ships,
)

PIPELINES: dict[str, Way] = {
    "a deployment deletes its stack": Way(
        pipe(*TAKEN),
        pipe(
            SOURCE,
            TEST,
            stage("Prod", approval(), ships("prod", 2, Configuration={"ActionMode": "DELETE_ONLY"})),
        ),
        RiskKind.STACK_DELETED,
    ),
    "a deployment deletes what failed": Way(
        pipe(*TAKEN),
        pipe(
            SOURCE,
            TEST,
            stage("Prod", approval(), ships("prod", 2, Configuration={"ActionMode": "REPLACE_ON_FAILURE"})),
        ),
        RiskKind.STACK_DELETED,
    ),
    "a deployment takes another role of its account": Way(
        pipe(*TAKEN),
        pipe(
            SOURCE,
            TEST,
            stage("Prod", approval(), ships("prod", 2, RoleArn="arn:aws:iam::111111111111:role/x")),
        ),
        RiskKind.ROLE_CHANGED,
        "role/x",
    ),
    "what is deployed gets another role": Way(
        pipe(*TAKEN),
        pipe(
            SOURCE,
            TEST,
            stage(
                "Prod",
                approval(),
                ships("prod", 2, Configuration={"RoleArn": "arn:aws:iam::aws:policy/AdministratorAccess"}),
            ),
        ),
        RiskKind.ROLE_CHANGED,
        "AdministratorAccess",
    ),
    "the pipeline takes another role": Way(
        pipe(*TAKEN, RoleArn="arn:a"), pipe(*TAKEN, RoleArn="arn:b"), RiskKind.ROLE_CHANGED
    ),
    "a build takes another role": Way(
        *of("AWS::CodeBuild::Project", {"ServiceRole": "a"}, {"ServiceRole": "b"}), RiskKind.ROLE_CHANGED
    ),
    "a function takes another role": Way(
        *of("AWS::Lambda::Function", {"Role": "a"}, {"Role": "b"}), RiskKind.ROLE_CHANGED
    ),
    "the source is another repository on the same connection": Way(
        pipe(*TAKEN),
        pipe(
            stage(
                "Source",
                action(
                    "Source",
                    "Source",
                    Configuration={
                        "ConnectionArn": "arn:c",
                        "FullRepositoryId": "attacker/repo",
                        "BranchName": "main",
                    },
                ),
            ),
            TEST,
            PROD,
        ),
        RiskKind.SOURCE_CHANGED,
        "attacker/repo",
    ),
    "the source is another branch": Way(
        pipe(*TAKEN),
        pipe(
            stage(
                "Source",
                action(
                    "Source",
                    "Source",
                    Configuration={
                        "ConnectionArn": "arn:c",
                        "FullRepositoryId": "us/repo",
                        "BranchName": "evil",
                    },
                ),
            ),
            TEST,
            PROD,
        ),
        RiskKind.SOURCE_CHANGED,
        "evil",
    ),
    "a build reads another source": Way(
        *of(
            "AWS::CodeBuild::Project",
            {"Source": {"Type": "GITHUB", "Location": "https://github.com/us/repo"}},
            {"Source": {"Type": "GITHUB", "Location": "https://github.com/attacker/repo"}},
        ),
        RiskKind.SOURCE_CHANGED,
    ),
    "a stage deploys to another account": Way(
        pipe(*TAKEN),
        pipe(
            SOURCE,
            TEST,
            stage("Prod", approval(), ships("prod", 2, RoleArn=ELSEWHERE)),
        ),
        RiskKind.ACCOUNT_CHANGED,
    ),
}
