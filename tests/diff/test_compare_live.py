"""A template's pipeline and a live one mean the same in either form."""

from typing import Any

import pytest

from pilothouse.diff.compare_contexts import ContextChange
from pilothouse.diff.compare_live import compare_live
from pilothouse.diff.resolve import UNKNOWN, Names

ACTION = {
    "Name": "Build",
    "ActionTypeId": {"Category": "Build", "Owner": "AWS", "Provider": "CodeBuild", "Version": 1},
    "Configuration": {"ProjectName": {"Ref": "Project"}, "PrimarySource": True},
    "InputArtifacts": [{"Name": "Code"}],
    "RunOrder": 1,
}
STORE = {"Type": "S3", "Location": "bucket", "EncryptionKey": {"Id": "key", "Type": "KMS"}}
DECLARED = {
    "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
    "ArtifactStores": [{"Region": "us-west-2", "ArtifactStore": STORE}],
    "Stages": [{"Name": "Build", "Actions": [ACTION]}],
}
NAMES = Names({"Project": "p-1"}, {"Role.Arn": f"arn:aws:iam::1:role/{UNKNOWN}r-1"})


def live(**changes: Any) -> dict[str, Any]:
    action = {
        "name": "Build",
        "actionTypeId": {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"},
        "configuration": {"ProjectName": "p-1", "PrimarySource": "true"},
        "inputArtifacts": [{"name": "Code"}],
        "outputArtifacts": [],
        "runOrder": 1,
        "region": "us-west-2",
        **changes,
    }
    return {
        "name": "made-by-aws",
        "version": 7,
        "pipelineType": "V1",
        "executionMode": "SUPERSEDED",
        "roleArn": "arn:aws:iam::1:role/team/r-1",
        "artifactStore": {"type": "S3", "location": "bucket", "encryptionKey": {"id": "key", "type": "KMS"}},
        "stages": [{"name": "Build", "actions": [action]}],
    }


def compared(found: dict[str, Any], declared: dict[str, Any] | None = None) -> tuple[ContextChange, ...]:
    return compare_live(declared or DECLARED, NAMES, found, "us-west-2")


def test_a_field_that_aws_adds_is_not_a_difference() -> None:
    assert compared(live()) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"region": "eu-west-1"},
            ContextChange("stages.Build.actions.Build.region", "us-west-2", "eu-west-1"),
        ),
        ({"runOrder": 2}, ContextChange("stages.Build.actions.Build.runOrder", None, "2")),
        (
            {"outputArtifacts": [{"name": "Out"}]},
            ContextChange("stages.Build.actions.Build.outputArtifacts.Out", None, "there"),
        ),
        (
            {"inputArtifacts": []},
            ContextChange("stages.Build.actions.Build.inputArtifacts.Code", "there", None),
        ),
    ],
)
def test_a_change_is_reported_with_its_path(changes: dict[str, Any], expected: ContextChange) -> None:
    assert compared(live(**changes)) == (expected,)


def test_a_role_of_another_name_is_another_role() -> None:
    assert [one.path for one in compared({**live(), "roleArn": "arn:aws:iam::1:role/other"})] == ["roleArn"]


def test_a_type_that_is_not_the_default_counts() -> None:
    assert compared({**live(), "pipelineType": "V2"}) == (ContextChange("pipelineType", None, "V2"),)


def test_a_name_counts_where_the_template_gives_it() -> None:
    (change,) = compared(live(), {**DECLARED, "Name": "old"})
    assert change == ContextChange("name", "old", "made-by-aws")


def test_a_token_that_aws_masks_cannot_differ() -> None:
    action = {**ACTION, "Configuration": {"OAuthToken": "{{resolve:secretsmanager:token}}"}}
    declared = {**DECLARED, "Stages": [{"Name": "Build", "Actions": [action]}]}
    assert compared(live(configuration={"OAuthToken": "****"}), declared) == ()
