"""The projects behind pre- and post-deployment actions, and behind test commands."""

from __future__ import annotations

from collections.abc import Iterator

from troposphere import GetAtt, codebuild, iam

from pilothouse.ir.graph import BuildAction, Graph, Stage, TestAction
from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.passes.emit.build import ROLE_ID as BUILD_ROLE_ID
from pilothouse.passes.emit.buildspec import inline_buildspec
from pilothouse.passes.emit.origin import Origin, Origins, source_origin
from pilothouse.passes.emit.policies import assume_managers, build_policy
from pilothouse.passes.emit.projects import (
    COMPUTE_TYPE,
    artifact_key,
    project_properties,
    role_origins,
    role_properties,
)
from pilothouse.passes.emit.resource import Resource

ENVIRONMENT_TYPE = "LINUX_CONTAINER"
"""Of actions and tests: they run in the default image, regardless of the build's image."""


def build_action_resources(graph: Graph, stage: Stage, action: BuildAction) -> Iterator[Resource]:
    """Emit the role and the project of a pre- or post-deployment action."""
    read = source_origin(graph.source, action.origin)
    origins = {**role_origins(action.origin), ("Properties", "Policies", 1): read}
    yield Resource(action.role_id, lambda: _role(graph, stage, action), action.origin, origins)
    details: Origins = {("Properties", "Source", "BuildSpec"): Origin((*action.origin, "buildspec"))}
    yield Resource(action.project_id, lambda: _project(graph, stage, action), action.origin, details)


def test_project(graph: Graph, test: TestAction) -> Resource:
    """Emit the project that runs a stage's test commands."""
    return Resource(test.project_id, lambda: _test_project(graph, test), test.origin)


def _role(graph: Graph, stage: Stage, action: BuildAction) -> iam.Role:
    return iam.Role(
        action.role_id,
        **role_properties(graph),
        Policies=[
            iam.Policy(PolicyName="assume-env-manager", PolicyDocument=assume_managers(graph, [stage])),
            iam.Policy(PolicyName="build-role-policy", PolicyDocument=build_policy(graph)),
        ],
    )


def _project(graph: Graph, stage: Stage, action: BuildAction) -> codebuild.Project:
    variables = {
        "COPILOT_APPLICATION_NAME": graph.application,
        "COPILOT_ENVIRONMENT_NAME": stage.name,
    }
    return codebuild.Project(
        action.project_id,
        EncryptionKey=artifact_key(graph),
        ServiceRole=GetAtt(action.role_id, "Arn"),
        **project_properties(DEFAULT_IMAGE, ENVIRONMENT_TYPE, action.buildspec, variables),
    )


def _test_project(graph: Graph, test: TestAction) -> codebuild.Project:
    return codebuild.Project(
        test.project_id,
        EncryptionKey=artifact_key(graph),
        ServiceRole=GetAtt(BUILD_ROLE_ID, "Arn"),
        Artifacts=codebuild.Artifacts(Type="NO_ARTIFACTS"),
        Environment=codebuild.Environment(
            Type=ENVIRONMENT_TYPE, Image=DEFAULT_IMAGE, ComputeType=COMPUTE_TYPE, PrivilegedMode=True
        ),
        Source=codebuild.Source(Type="NO_SOURCE", BuildSpec=inline_buildspec(test.commands)),
    )
