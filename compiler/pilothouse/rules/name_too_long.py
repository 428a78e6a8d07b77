"""A name, or one derived from it, that exceeds AWS's limit."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.ir import names
from pilothouse.ir.manifest import Provider, StageSection
from pilothouse.ir.repository import read_repository
from pilothouse.rules.base import Subject

STACK, POLICY, ACTION, ARTIFACT = 128, 128, 100, 100
"""Characters: CloudFormation quotas; IAM quotas; botocore codepipeline ActionName and ArtifactName."""
LOGICAL_ID, REPOSITORY = 255, 100
"""Characters: CloudFormation quotas; botocore codecommit RepositoryName."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each name that is too long, with the name that it is derived from."""
    for what, name, limit, place in _derived(subject):
        if len(name) > limit:
            message = f"{what} would be {len(name):,} characters long; AWS allows {limit}"
            yield Diagnostic(
                codes.NAME_TOO_LONG, message, place, f"shorten it by {len(name) - limit}: {name}"
            )


def _derived(subject: Subject) -> Iterator[tuple[str, str, int, Place]]:
    manifest, context = subject.manifest, subject.context
    legacy = manifest.name in context.legacy_pipelines
    stack = manifest.name if legacy else names.stack_name(context.application.name, manifest.name)
    place = subject.value(("name",))
    policy = "BuildProjectAdditionalPolicy" if manifest.build.additional_policy else "CodepipelinePolicy"
    yield "the pipeline's stack name", stack, STACK, place
    if len(stack) <= STACK:
        yield "the name of the pipeline's policy", f"{stack}-{policy}", POLICY, place
    source = manifest.source
    repository = read_repository(source.provider, source.repository)
    if repository and source.provider is Provider.CODECOMMIT:
        where = subject.value((*source.origin, "properties", "repository"))
        yield "the repository's name", repository.name, REPOSITORY, where
    for stage in manifest.stages:
        yield from _derived_in_stage(subject, stage)


def _derived_in_stage(subject: Subject, stage: StageSection) -> Iterator[tuple[str, str, int, Place]]:
    name = subject.value((*stage.origin, "name"))
    yield "the stage's name", names.stage_name(stage.name), ACTION, name
    if stage.requires_approval:
        yield "the name of its approval", names.approval_action(stage.name), ACTION, name
    if stage.test_commands:
        project = names.test_project_id(stage.name)
        yield "the logical ID of its test project", project, LOGICAL_ID, name
    if not stage.deployments:
        for workload in subject.workloads:
            yield "the name of an action", names.deploy_action(workload, stage.name), ACTION, name
    application = subject.context.application.name
    for deployment in stage.deployments:
        key = subject.key(deployment.origin)
        yield "the action's name", names.deploy_action(deployment.name, stage.name), ACTION, key
        stack = names.deployed_stack(application, stage.name, deployment.name)
        given = subject.value((*deployment.origin, "stack_name"))
        where = given if deployment.stack_name else key
        yield "the stack's name", deployment.stack_name or stack, STACK, where
    for entries, project_id in (
        (stage.pre_deployments, names.pre_deployment_id),
        (stage.post_deployments, names.post_deployment_id),
    ):
        for action in entries:
            key = subject.key(action.origin)
            artifact = names.output_artifact(project_id(stage.name, action.name))
            yield "the action's name", action.name, ACTION, key
            yield "the name of its output artifact", artifact, ARTIFACT, key
