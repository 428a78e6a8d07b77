"""The manifest of a new pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.ir.manifest import Provider
from pilothouse.ir.names import TEMPLATE_DIRECTORY
from pilothouse.scaffold.plan import Kind, Plan, Source
from pilothouse.scaffold.scalar import scalar

_ENVIRONMENT_DEPLOYMENT = "deploy-env"
"""Copilot's name for the deployment of an environment's own stack."""

_BUILD = """\
# The build stage generates the templates to deploy, with buildspec.yml next to this file.
# build:
#   image: aws/codebuild/amazonlinux2-aarch64-standard:3.0   # builds for ARM
#   buildspec: copilot/pipelines/NAME/buildspec.yml
#   additional_policy:                                       # permissions in addition to packaging
#     PolicyDocument:
#       Version: "2012-10-17"
#       Statement:
#         - {Effect: Allow, Action: [codeartifact:ReadFromRepository], Resource: ["*"]}
"""
_HELP_ON_WORKLOADS = """\
    # Without `deployments` every service and job in the workspace is deployed, all at once. To select some,
    # or to set an order, list them:
    # deployments:
    #   api:
    #   web: {depends_on: [api]}
    # Shell commands to test the deployment; the stage fails if one of them fails:
    # test_commands: ["curl --fail https://test.example.com/health"]
    # Or your own CodeBuild actions, before and after the deployments:
    # pre_deployments:
    #   migrate: {buildspec: copilot/pipelines/NAME/migrate.yml}
    # post_deployments:
    #   smoke: {buildspec: copilot/pipelines/NAME/smoke.yml}
"""


def manifest_text(plan: Plan) -> str:
    """Write a manifest with comments that show other possible keys."""
    return "".join(_sections(plan))


def _sections(plan: Plan) -> Iterator[str]:
    yield f"# Pipeline {plan.name} of application {plan.application}.\n"
    yield "# `pilothouse lint` checks this file, `pilothouse deploy` deploys it to AWS.\n"
    yield f"name: {scalar(plan.name)}\nversion: 1\n\n"
    yield from _source(plan.source)
    yield "\n" + _BUILD.replace("NAME", plan.name)
    yield f"\n# One stage for each environment, in this order. Each deploys {_what(plan.kind)}.\nstages:\n"
    for position, environment in enumerate(plan.environments):
        yield from _stage(plan, environment, is_first=position == 0)


def _what(kind: Kind) -> str:
    return "the services and jobs" if kind is Kind.WORKLOADS else "the environment's own stack"


def _source(source: Source) -> Iterator[str]:
    yield "# A push to this branch starts the pipeline.\n"
    yield f"source:\n  provider: {source.provider.value}\n  properties:\n"
    yield f"    repository: {scalar(source.url)}\n    branch: {scalar(source.branch)}\n"
    if source.provider is not Provider.CODECOMMIT:
        yield from _connection(source.connection)
    yield "    # Hand the build a full clone, with history and submodules, in place of a snapshot:\n"
    yield "    # output_artifact_format: CODEBUILD_CLONE_REF\n"


def _connection(name: str) -> Iterator[str]:
    if name:
        yield f"    connection_name: {scalar(name)}\n"
    else:
        yield "    # An existing connection; without it the pipeline makes one, which waits for you once:\n"
        yield "    # connection_name: a-connection\n"


def _stage(plan: Plan, environment: str, *, is_first: bool) -> Iterator[str]:
    yield f"  - name: {scalar(environment)}\n"
    if is_first:
        yield "    # A person has to approve before anything is deployed:\n"
    yield "    # requires_approval: true\n"
    if plan.kind is Kind.ENVIRONMENTS:
        yield from _environment_deployment(plan.application, environment)
    elif is_first:
        yield _HELP_ON_WORKLOADS.replace("NAME", plan.name)


def _environment_deployment(application: str, environment: str) -> Iterator[str]:
    yield f"    deployments:\n      {_ENVIRONMENT_DEPLOYMENT}:\n"
    yield f"        template_path: {TEMPLATE_DIRECTORY}/{environment}.env.yml\n"
    yield f"        template_config: {TEMPLATE_DIRECTORY}/{environment}.env.params.json\n"
    yield f"        stack_name: {application}-{environment}\n"
