"""`pilothouse show` prints the parts of a deployed pipeline."""

import json

import pytest

from tests.cli.workspaces import run
from tests.emulator import ACCOUNT, Emulator
from tests.emulator.stack_events import make_stack


def test_settings_come_first_then_stages_with_their_actions(app: str, pipeline: str) -> None:
    told = run("show")
    assert told.exit_code == 0, told.stderr
    words = [line.split() for line in told.stdout.splitlines()]
    assert words[:6] == [
        ["release"],
        ["pipeline", pipeline],
        ["application", app],
        ["account", ACCOUNT],
        ["region", "us-west-2"],
        ["stack", f"pipeline-{app}-release"],
    ]
    assert f"DeployTo-prod  (account {ACCOUNT}, us-west-2)" in told.stdout
    source = f"SourceCodeFor-{app} Source CodeStarSourceConnection Repository: owner/repo, branch main"
    assert source.split() in words


@pytest.mark.usefixtures("pipeline")
def test_resources_are_shown_where_asked(app: str, account: Emulator) -> None:  # noqa: ARG001
    make_stack("us-west-2", f"pipeline-{app}-release")
    assert "resources" not in run("show").stdout
    assert "  Topic  AWS::SNS::Topic  arn:aws:sns:us-west-2:" in run("show", "--resources").stdout


def test_json_contains_all_of_it(app: str, pipeline: str) -> None:
    make_stack("us-west-2", f"pipeline-{app}-release")
    report = json.loads(run("show", "--json", "--resources").stdout)
    assert (report["version"], report["name"], report["pipeline"]) == (1, "release", pipeline)
    assert report["stages"][2]["actions"][1] == {
        "name": "CreateOrUpdate-api-prod",
        "category": "Deploy",
        "provider": "CloudFormation",
        "details": f"StackName: {app}-prod-api",
        "branch": "",
        "account": ACCOUNT,
        "region": "us-west-2",
    }
    assert [resource["logical_id"] for resource in report["resources"]] == ["Topic"]
    assert "resources" not in json.loads(run("show", "--json").stdout)
