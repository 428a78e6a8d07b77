"""Makes a described world exist in the emulator, with a workspace folder for it."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.emulator.client import CopilotClient
from tests.emulator.connections import NEWER, OLDER
from tests.emulator.proxy import Emulator
from tests.emulator.world import ACCOUNT, World

PIPELINE_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "codepipeline.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


@dataclass(frozen=True, slots=True)
class ArtifactBucket:
    """Where a pipeline keeps its artifacts in one region."""

    region: str
    bucket: str
    kms_key_arn: str


@dataclass(frozen=True, slots=True)
class Application:
    """A world that exists: its workspace, and what only the account could name."""

    world: World
    workspace: Path
    artifact_buckets: tuple[ArtifactBucket, ...]
    connections: dict[str, str]

    @property
    def pipeline_bucket(self) -> str:
        """The bucket that a pipeline's template is uploaded to: the one in the pipeline's region."""
        return next(b.bucket for b in self.artifact_buckets if b.region == self.world.region)

    def context(self) -> dict[str, Any]:
        """The context file's content: what `context pull` should find here."""
        world = self.world
        tags = {"tags": dict(world.tags)} if world.tags else {}
        boundary = {"permissions_boundary": world.permissions_boundary} if world.permissions_boundary else {}
        return {
            "version": 1,
            "application": {
                "name": world.application,
                "account": ACCOUNT,
                "region": world.region,
                **tags,
                **boundary,
            },
            "environments": {
                e.name: {
                    "account": e.account,
                    "region": e.region,
                    "manager_role_arn": world.manager_role(e),
                    "execution_role_arn": world.execution_role(e),
                }
                for e in world.environments
            },
            "workloads": {w.name: w.kind for w in world.workloads if w.registered},
            "artifact_buckets": [
                {"region": b.region, "bucket": b.bucket, "kms_key_arn": b.kms_key_arn}
                for b in self.artifact_buckets
            ],
            "connections": dict(self.connections),
            "legacy_pipelines": list(world.legacy_pipelines),
        }


def build(world: World, emulator: Emulator, client: CopilotClient, workspace: Path) -> Application:
    """Make the world: the application with the client's own `app init`, the rest with plain API calls."""
    workspace.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet"], cwd=workspace, check=True, capture_output=True)
    for _ in range(2):  # the first run only makes the stack of the roles
        run = client.run("app", "init", world.application, folder=workspace, region=world.region)
        assert run.exit_code == 0, f"copilot app init {world.application}: {run.stderr}"
    _write_parameters(world, emulator)
    _write_workloads(world, workspace)
    _deploy_legacy_pipelines(world, emulator)
    available = emulator.connections.available
    connections = {
        **{name: available(name, world.region, OLDER).arn for name in world.connections},
        **{name: available(name, world.region, NEWER).arn for name in world.newer_connections},
    }
    return Application(world, workspace, _make_artifact_buckets(world, emulator), connections)


def _write_parameters(world: World, emulator: Emulator) -> None:
    ssm = emulator.client("ssm", world.region)
    root = f"/copilot/applications/{world.application}"

    def put(name: str, value: dict[str, object]) -> None:
        ssm.put_parameter(Name=name, Type="String", Value=json.dumps(value), Overwrite=True)

    application = json.loads(ssm.get_parameter(Name=root)["Parameter"]["Value"])
    put(root, {**application, "permissionsBoundary": world.permissions_boundary, "tags": dict(world.tags)})
    for environment in world.environments:
        put(
            f"{root}/environments/{environment.name}",
            {
                "app": world.application,
                "name": environment.name,
                "region": environment.region,
                "accountID": environment.account,
                "managerRoleARN": world.manager_role(environment),
                "executionRoleARN": world.execution_role(environment),
            },
        )
    for workload in world.workloads:
        if workload.registered:
            value = {"app": world.application, "name": workload.name, "type": workload.kind}
            put(f"{root}/components/{workload.name}", dict(value))


def _write_workloads(world: World, workspace: Path) -> None:
    for workload in world.workloads:
        if workload.local:
            folder = workspace / "copilot" / workload.name
            folder.mkdir(parents=True)
            (folder / "manifest.yml").write_text(f"name: {workload.name}\ntype: {workload.kind}\n")


def _deploy_legacy_pipelines(world: World, emulator: Emulator) -> None:
    """Pipelines from before names had a prefix: the name is the manifest's, and no tag contains it."""
    if not world.legacy_pipelines:
        return
    role = emulator.client("iam", world.region).create_role(
        RoleName=f"{world.application}-legacy-pipeline", AssumeRolePolicyDocument=json.dumps(PIPELINE_TRUST)
    )["Role"]["Arn"]
    action = {
        "name": "Source",
        "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
    }
    for name in world.legacy_pipelines:
        emulator.client("codepipeline", world.region).create_pipeline(
            pipeline={
                "name": name,
                "roleArn": role,
                "stages": [{"name": s, "actions": [action]} for s in ("Source", "Build")],
            },
            tags=[{"key": "copilot-application", "value": world.application}],
        )


def _make_artifact_buckets(world: World, emulator: Emulator) -> tuple[ArtifactBucket, ...]:
    cloudformation = emulator.client("cloudformation", world.region)
    stack_set = f"{world.application}-infrastructure"
    cloudformation.create_stack_instances(
        StackSetName=stack_set, Accounts=[ACCOUNT], Regions=list(world.regions)
    )
    return tuple(
        _artifact_bucket(emulator, instance["Region"], instance["StackId"])
        for instance in cloudformation.list_stack_instances(StackSetName=stack_set)["Summaries"]
    )


def _artifact_bucket(emulator: Emulator, region: str, stack: str) -> ArtifactBucket:
    (found,) = emulator.client("cloudformation", region).describe_stacks(StackName=stack)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}
    template = str(emulator.client("cloudformation", region).get_template(StackName=stack)["TemplateBody"])
    assert "VersioningConfiguration" in template, "the client's bucket keeps versions; moto leaves that out"
    emulator.client("s3", region).put_bucket_versioning(
        Bucket=outputs["PipelineBucket"], VersioningConfiguration={"Status": "Enabled"}
    )
    return ArtifactBucket(region, outputs["PipelineBucket"], outputs["KMSKeyARN"])
