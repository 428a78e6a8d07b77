"""A pipeline in the emulator, made without CloudFormation: quick to have, and its executions are a test's."""

import json
from typing import Any

from tests.emulator import ACCOUNT, REGION, Emulator
from tests.emulator.build import PIPELINE_TRUST

MANAGER = f"arn:aws:iam::{ACCOUNT}:role/manager"


def action(
    name: str, category: str, provider: str, region: str = REGION, **configuration: str
) -> dict[str, Any]:
    """Return an action in the form of CodePipeline's API."""
    kind = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
    role = {"roleArn": MANAGER} if provider == "CloudFormation" else {}
    return {"name": name, "actionTypeId": kind, "configuration": configuration, "region": region, **role}


def stages(application: str) -> list[dict[str, Any]]:
    """Return stages as Copilot makes them: one environment, with an approval and one deployment."""
    return [
        {
            "name": "Source",
            "actions": [
                action(
                    f"SourceCodeFor-{application}",
                    "Source",
                    "CodeStarSourceConnection",
                    FullRepositoryId="owner/repo",
                    BranchName="main",
                )
            ],
        },
        {
            "name": "Build",
            "actions": [action("Build", "Build", "CodeBuild", ProjectName=f"{application}-build")],
        },
        {
            "name": "DeployTo-prod",
            "actions": [
                action("ApprovePromotionTo-prod", "Approval", "Manual"),
                action(
                    "CreateOrUpdate-api-prod",
                    "Deploy",
                    "CloudFormation",
                    StackName=f"{application}-prod-api",
                    ActionMode="CREATE_UPDATE",
                ),
            ],
        },
    ]


def make_pipeline(emulator: Emulator, application: str, name: str, real_name: str = "") -> str:
    """Make a pipeline, a legacy one unless its real name differs from its name; return the real name."""
    real_name = real_name or name
    tags = {"copilot-application": application}
    if real_name != name:
        tags["copilot-pipeline"] = name
    emulator.client("codepipeline", REGION).create_pipeline(
        pipeline={"name": real_name, "roleArn": role(emulator), "stages": stages(application)},
        tags=[{"key": key, "value": value} for key, value in tags.items()],
    )
    return real_name


def make_project(emulator: Emulator, application: str) -> str:
    """Make the build project of an application's pipelines; return its name."""
    name = f"{application}-build"
    emulator.client("codebuild", REGION).create_project(
        name=name,
        source={"type": "S3", "location": "bucket/key"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "image", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole=role(emulator),
    )
    return name


def role(emulator: Emulator) -> str:
    """Return the ARN of a role that CodePipeline may take on."""
    iam = emulator.client("iam", REGION)
    trust = json.dumps(PIPELINE_TRUST)
    try:
        return str(iam.get_role(RoleName="pipelines")["Role"]["Arn"])
    except iam.exceptions.NoSuchEntityException:
        return str(iam.create_role(RoleName="pipelines", AssumeRolePolicyDocument=trust)["Role"]["Arn"])
