"""The build project with its role and policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from troposphere import GetAtt, Ref, Sub, codebuild, iam

from pilothouse.ir.graph import Graph
from pilothouse.passes.emit.origin import Origin, Origins, source_origin
from pilothouse.passes.emit.policies import assume_managers, build_policy
from pilothouse.passes.emit.projects import artifact_key, project_properties, role_origins, role_properties
from pilothouse.passes.emit.resource import Resource
from pilothouse.source.route import Route

ROLE_ID = "BuildProjectRole"
POLICY_ID = "BuildProjectPolicy"
ADDITIONAL_POLICY_ID = "BuildProjectAdditionalPolicy"
PROJECT_ID = "BuildProject"


def build_resources(graph: Graph) -> Iterator[Resource]:
    """Emit the role, its policies and the project."""
    build = graph.build
    yield Resource(ROLE_ID, lambda: _role(graph), build.origin, role_origins(build.origin))
    clones: Origins = {("Properties", "PolicyDocument"): source_origin(graph.source, build.origin)}
    yield Resource(POLICY_ID, lambda: _policy(graph), build.origin, clones)
    if build.additional_policy is not None:
        origin = (*build.origin, "additional_policy")
        document = (*origin, "PolicyDocument")
        paths = _paths(build.additional_policy)
        policy: Origins = {
            ("Properties", "PolicyDocument", *path): Origin((*document, *path)) for path in paths
        }
        yield Resource(ADDITIONAL_POLICY_ID, lambda: _additional_policy(graph), origin, policy)
    image = Origin((*build.origin, "image"))
    details: Origins = {
        ("Properties", "Environment", "Image"): image,
        ("Properties", "Environment", "Type"): image,
        ("Properties", "Source", "BuildSpec"): Origin((*build.origin, "buildspec"), (("name",),)),
    }
    yield Resource(PROJECT_ID, lambda: _project(graph), build.origin, details)


def _role(graph: Graph) -> iam.Role:
    managers = iam.Policy(
        PolicyName="assume-env-manager", PolicyDocument=assume_managers(graph, graph.stages)
    )
    return iam.Role(ROLE_ID, **role_properties(graph), Policies=[managers])


def _policy(graph: Graph) -> iam.PolicyType:
    return iam.PolicyType(
        POLICY_ID,
        DependsOn=ROLE_ID,
        PolicyName=Sub("${AWS::StackName}-CodeBuildPolicy"),
        Roles=[Ref(ROLE_ID)],
        PolicyDocument=build_policy(graph),
    )


def _additional_policy(graph: Graph) -> iam.PolicyType:
    return iam.PolicyType(
        ADDITIONAL_POLICY_ID,
        PolicyName=Sub("${AWS::StackName}-BuildProjectAdditionalPolicy"),
        PolicyDocument=graph.build.additional_policy,
        Roles=[Ref(ROLE_ID)],
    )


def _project(graph: Graph) -> codebuild.Project:
    build = graph.build
    return codebuild.Project(
        PROJECT_ID,
        Name=Sub("${AWS::StackName}-BuildProject"),
        Description=Sub("Build for ${AWS::StackName}"),
        EncryptionKey=artifact_key(graph),
        ServiceRole=GetAtt(ROLE_ID, "Arn"),
        **project_properties(build.image, build.environment_type, build.buildspec, {}),
    )


def _paths(data: object) -> Iterator[Route]:
    """Yield the route to each part of plain data, () first."""
    yield ()
    children: Iterable[tuple[str | int, object]] = ()
    if isinstance(data, dict):
        children = data.items()
    elif isinstance(data, list):
        children = enumerate(data)
    for key, child in children:
        yield from ((key, *below) for below in _paths(child))
