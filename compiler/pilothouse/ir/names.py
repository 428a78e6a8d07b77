"""The names in a template: a public contract, exactly as Copilot 1.34.1 generated them.

A stack that Copilot deployed is updated in place only as long as these stay the same.
"""

from __future__ import annotations

import re

SOURCE_ARTIFACT = "SCCheckoutArtifact"
BUILD_ARTIFACT = "BuildOutput"
TEMPLATE_DIRECTORY = "infrastructure"
APPLICATION_TAG = "copilot-application"
PIPELINE_TAG = "copilot-pipeline"
"""The prefix of a pipeline's stack; a legacy pipeline's has none."""

_NOT_ALPHANUMERIC = re.compile(r"[^A-Za-z0-9]")


def alphanumeric(text: str) -> str:
    """Drop every character outside `[A-Za-z0-9]`."""
    return _NOT_ALPHANUMERIC.sub("", text)


def without_dashes(text: str) -> str:
    """Write every `-` as `DASH`."""
    return text.replace("-", "DASH")


def stack_name(application: str, pipeline: str) -> str:
    """Name the stack of a pipeline (a legacy pipeline's stack has the pipeline's own name)."""
    return f"pipeline-{application}-{pipeline}"


def infrastructure_stack_set(application: str) -> str:
    """Name the stack set with an application's artifact buckets, one stack per region."""
    return f"{application}-infrastructure"


def stage_name(environment: str) -> str:
    """Name the pipeline's stage for an environment."""
    return f"DeployTo-{environment}"


def source_action(application: str) -> str:
    """Name the source action."""
    return f"SourceCodeFor-{application}"


def approval_action(environment: str) -> str:
    """Name a stage's manual approval."""
    return f"ApprovePromotionTo-{environment}"


def deploy_action(deployment: str, environment: str) -> str:
    """Name the action that deploys one stack."""
    return f"CreateOrUpdate-{deployment}-{environment}"


TEST_ACTION = "TestCommands"


def pre_deployment_id(environment: str, action: str) -> str:
    """Name the project of a pre-deployment action."""
    return f"Pre{alphanumeric(environment)}DeploymentAction{alphanumeric(action)}"


def post_deployment_id(environment: str, action: str) -> str:
    """Name the project of a post-deployment action."""
    return f"Post{alphanumeric(environment)}DeploymentAction{alphanumeric(action)}"


def role_id(project_id: str) -> str:
    """Name the role of a pre- or post-deployment action's project."""
    return f"{project_id}BuildProjectRole"


def output_artifact(project_id: str) -> str:
    """Name the output artifact of a pre- or post-deployment action."""
    return f"{project_id}Output"


def test_project_id(environment: str) -> str:
    """Name the project that runs a stage's test commands."""
    return f"BuildTestCommands{without_dashes(environment)}"


def connection_name(owner: str, repository: str) -> str:
    """Name the connection that a template makes: 32 characters at most."""
    return f"copilot-{owner[:5]}-{repository[:18]}"


def deployed_stack(application: str, environment: str, deployment: str) -> str:
    """Name the stack of a deployment that doesn't set a name."""
    return f"{application}-{environment}-{deployment}"


def template_path(deployment: str, environment: str) -> str:
    """Name a deployment's template among the build's outputs."""
    return f"{TEMPLATE_DIRECTORY}/{deployment}-{environment}.stack.yml"


def template_config(deployment: str, environment: str) -> str:
    """Name a deployment's template configuration among the build's outputs."""
    return f"{TEMPLATE_DIRECTORY}/{deployment}-{environment}.params.json"


def manager_role_arn(partition: str, account: str, application: str, environment: str) -> str:
    """Name the role that build and pipeline can assume in an environment's account."""
    return f"arn:{partition}:iam::{account}:role/{application}-{environment}-EnvManagerRole"
