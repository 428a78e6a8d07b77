"""What other tests take for granted: the real client works in the emulator, and what it deploys is there."""

import json
import subprocess
import sys

import pytest

from tests.emulator import (
    Application,
    Call,
    CopilotClient,
    Emulator,
    Environment,
    Reply,
    Workload,
    World,
    build,
)

WORLD = World(
    "harbour",
    tags={"team": "dock"},
    permissions_boundary="limits",
    environments=(Environment("test"), Environment("prod", region="eu-west-1")),
    workloads=(Workload("api"), Workload("elsewhere", local=False), Workload("new", registered=False)),
    connections=("quay",),
    legacy_pipelines=("old",),
)
MANIFEST = """\
name: release
version: 1
source: {provider: GitHub, properties: {repository: https://github.com/owner/repo, connection_name: quay}}
stages: [{name: test, test_commands: [make test]}, {name: prod, requires_approval: true}]
"""


@pytest.fixture(scope="module")
def application(
    emulator: Emulator, copilot: CopilotClient, tmp_path_factory: pytest.TempPathFactory
) -> Application:
    return build(WORLD, emulator, copilot, tmp_path_factory.mktemp("harbour") / "workspace")


@pytest.fixture(scope="module")
def deployed(application: Application, copilot: CopilotClient) -> Application:
    folder = application.workspace / "copilot" / "pipelines" / "release"
    folder.mkdir(parents=True)
    (folder / "manifest.yml").write_text(MANIFEST)
    run = copilot.run(
        "pipeline", "deploy", "--yes", "--name", "release", folder=application.workspace, region=WORLD.region
    )
    assert run.exit_code == 0, run.stderr
    return application


def test_the_buckets_are_in_the_regions_of_the_environments(application: Application) -> None:
    assert [b.region for b in application.artifact_buckets] == ["us-west-2", "eu-west-1"]


@pytest.mark.usefixtures("deployed")
def test_a_deployed_pipeline_exists(emulator: Emulator) -> None:
    codepipeline = emulator.client("codepipeline", WORLD.region)
    names = [p["name"] for p in codepipeline.list_pipelines()["pipelines"]]
    (name,) = [n for n in names if n.startswith("pipeline-harbour-release-Pipeline-")]
    pipeline = codepipeline.get_pipeline(name=name)["pipeline"]
    assert [s["name"] for s in pipeline["stages"]] == ["Source", "Build", "DeployTo-test", "DeployTo-prod"]
    assert pipeline["artifactStores"].keys() == {"us-west-2", "eu-west-1"}


@pytest.mark.usefixtures("deployed")
def test_its_project_exists(emulator: Emulator) -> None:
    codebuild = emulator.client("codebuild", WORLD.region)
    (project,) = codebuild.batch_get_projects(names=["pipeline-harbour-release-BuildProject"])["projects"]
    assert project["timeoutInMinutes"] == 60


@pytest.mark.usefixtures("deployed")
def test_the_pipelines_of_an_application_are_found_by_their_tags(emulator: Emulator) -> None:
    found = emulator.client("resourcegroupstaggingapi", WORLD.region).get_resources(
        TagFilters=[{"Key": "copilot-application", "Values": ["harbour"]}],
        ResourceTypeFilters=["codepipeline:pipeline"],
    )["ResourceTagMappingList"]
    tags = {f["ResourceARN"].split(":")[-1].split("-Pipeline")[0]: f["Tags"] for f in found}
    assert {"Key": "copilot-pipeline", "Value": "release"} in tags["pipeline-harbour-release"]
    assert {"Key": "team", "Value": "dock"} in tags["pipeline-harbour-release"]
    assert tags["old"] == [{"Key": "copilot-application", "Value": "harbour"}]


def test_the_client_lists_it(deployed: Application, copilot: CopilotClient) -> None:
    run = copilot.run("pipeline", "ls", "--json", "--local", folder=deployed.workspace, region=WORLD.region)
    assert run.exit_code == 0, run.stderr
    assert [p["name"] for p in json.loads(run.stdout)["pipelines"]] == ["release"]


def test_a_second_deploy_changes_nothing(
    deployed: Application, copilot: CopilotClient, emulator: Emulator
) -> None:
    describe = emulator.client("cloudformation", WORLD.region).describe_stacks
    before = describe(StackName="pipeline-harbour-release")["Stacks"][0]["StackId"]
    run = copilot.run(
        "pipeline", "deploy", "--yes", "--name", "release", folder=deployed.workspace, region=WORLD.region
    )
    assert run.exit_code == 0, run.stderr
    assert describe(StackName="pipeline-harbour-release")["Stacks"][0]["StackId"] == before


def test_calls_are_named_and_can_be_answered_in_moto_s_place(emulator: Emulator) -> None:
    def deny(call: Call) -> Reply | None:
        denied = {"__type": "AccessDeniedException", "message": "not today"}
        return Reply(400, json.dumps(denied).encode()) if call.operation == "GetParameter" else None

    ssm = emulator.client("ssm", WORLD.region)
    start = len(emulator.calls)
    with emulator.intercept(deny), pytest.raises(ssm.exceptions.ClientError, match="not today"):
        ssm.get_parameter(Name="/copilot/applications/harbour")
    emulator.client("s3", WORLD.region).list_buckets()
    made = [(c.service, c.operation, c.region) for c in emulator.calls[start:]]
    assert made == [("ssm", "GetParameter", "us-west-2"), ("s3", "GET /", "us-west-2")]


def test_an_emulator_ends_with_its_block() -> None:
    code = """
import threading
from tests.emulator import Emulator
with Emulator() as first:
    first.client("s3", "us-east-1").create_bucket(Bucket="of-the-first")
with Emulator() as second:
    assert second.client("s3", "us-east-1").list_buckets()["Buckets"] == []
assert [t.name for t in threading.enumerate() if not t.daemon] == ["MainThread"]
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
