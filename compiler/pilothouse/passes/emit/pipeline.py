"""The pipeline with its role and policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from troposphere import GetAtt, Ref, Sub, codepipeline, iam

from pilothouse.ir import names
from pilothouse.ir.context import ArtifactBucket
from pilothouse.ir.graph import Action, Graph, Stage
from pilothouse.ir.stack import TemplatePath
from pilothouse.passes.emit.action_type import ActionTypeId
from pilothouse.passes.emit.build import PROJECT_ID
from pilothouse.passes.emit.origin import (
    APPLICATION_NAME,
    LEGACY,
    Origin,
    Origins,
    action_origin,
    bucket_origin,
    environment_origin,
    run_order_origin,
    source_origin,
)
from pilothouse.passes.emit.pipeline_policy import pipeline_policy
from pilothouse.passes.emit.policies import boundary, trust
from pilothouse.passes.emit.projects import role_origins
from pilothouse.passes.emit.resource import Resource
from pilothouse.passes.emit.source import CONFIGURED_BY, source_action
from pilothouse.passes.emit.stage import deployment_stage

ROLE_ID = "PipelineRole"
POLICY_ID = "PipelineRolePolicy"
PIPELINE_ID = "Pipeline"
_STAGES: TemplatePath = ("Properties", "Stages")


def pipeline_resources(graph: Graph) -> Iterator[Resource]:
    """Emit the pipeline's role, its policy and the pipeline."""
    yield Resource(ROLE_ID, lambda: _role(graph), (), role_origins(()))
    read = source_origin(graph.source, ())
    policy = replace(read, also=(*read.also, ("stages",)))
    yield Resource(POLICY_ID, lambda: _policy(graph), (), {("Properties", "PolicyDocument"): policy})
    yield Resource(PIPELINE_ID, lambda: _pipeline(graph), (), _origins(graph))


def _role(graph: Graph) -> iam.Role:
    trusted = trust("codepipeline.amazonaws.com")
    return iam.Role(ROLE_ID, AssumeRolePolicyDocument=trusted, Path="/", **boundary(graph))


def _policy(graph: Graph) -> iam.PolicyType:
    return iam.PolicyType(
        POLICY_ID,
        PolicyName=Sub("${AWS::StackName}-CodepipelinePolicy"),
        PolicyDocument=pipeline_policy(graph),
        Roles=[Ref(ROLE_ID)],
    )


def _pipeline(graph: Graph) -> codepipeline.Pipeline:
    name = {"Name": Ref("AWS::StackName")} if graph.is_legacy else {}
    return codepipeline.Pipeline(
        PIPELINE_ID,
        DependsOn=[ROLE_ID, POLICY_ID],
        ArtifactStores=[_artifact_store(bucket) for bucket in graph.artifact_buckets],
        RoleArn=GetAtt(ROLE_ID, "Arn"),
        **name,
        Stages=[
            codepipeline.Stages(Name="Source", Actions=[source_action(graph)]),
            codepipeline.Stages(Name="Build", Actions=[_build_action()]),
            *(deployment_stage(stage) for stage in graph.deployed_stages),
        ],
    )


def _artifact_store(bucket: ArtifactBucket) -> codepipeline.ArtifactStoreMap:
    key = codepipeline.EncryptionKey(Id=bucket.kms_key_arn, Type="KMS")
    store = codepipeline.ArtifactStore(Type="S3", Location=bucket.bucket, EncryptionKey=key)
    return codepipeline.ArtifactStoreMap(Region=bucket.region, ArtifactStore=store)


def _build_action() -> codepipeline.Actions:
    return codepipeline.Actions(
        Name="Build",
        ActionTypeId=ActionTypeId(Category="Build", Owner="AWS", Version=1, Provider="CodeBuild"),
        Configuration={"ProjectName": Ref(PROJECT_ID)},
        RunOrder=1,
        InputArtifacts=[codepipeline.InputArtifacts(Name=names.SOURCE_ARTIFACT)],
        OutputArtifacts=[codepipeline.OutputArtifacts(Name=names.BUILD_ARTIFACT)],
    )


_DEPLOYED_BY = {
    "StackName": "stack_name",
    "TemplatePath": "template_path",
    "TemplateConfiguration": "template_config",
}
"""A deployment's configuration -> the key of the manifest that sets it."""


def _origins(graph: Graph) -> Origins:
    source: TemplatePath = (*_STAGES, 0, "Actions", 0)
    origins: dict[TemplatePath, Origin] = {
        **({("Properties", "Name"): Origin(("name",), (), (LEGACY,))} if graph.is_legacy else {}),
        **{
            ("Properties", "ArtifactStores", index): bucket_origin(index)
            for index in range(len(graph.artifact_buckets))
        },
        (*_STAGES, 0): Origin(graph.source.origin),
        (*source, "Configuration"): source_origin(graph.source),
        **{
            (*source, "Configuration", key): Origin((*graph.source.origin, "properties", written))
            for key, written in CONFIGURED_BY.items()
        },
        (*source, "Configuration", "ConnectionArn"): source_origin(
            graph.source, (*graph.source.origin, "properties", "connection_name")
        ),
        (*source, "ActionTypeId"): source_origin(graph.source),
        (*_STAGES, 1): Origin(graph.build.origin),
    }
    for index, stage in enumerate(graph.deployed_stages, start=2):
        origins[*_STAGES, index] = Origin(stage.origin)
        for position, action in enumerate(stage.actions):
            place = (*_STAGES, index, "Actions", position)
            origins |= {(*place, *path): origin for path, origin in _action_origins(stage, action).items()}
    return origins


def _action_origins(stage: Stage, action: Action) -> Origins:
    """Return what decides the parts of an action, by paths below it."""
    return {
        (): action_origin(stage, action),
        ("RunOrder",): run_order_origin(stage, action),
        ("Region",): environment_origin(stage, action.origin, "region"),
        ("RoleArn",): environment_origin(stage, action.origin, "manager_role_arn"),
        ("Configuration", "RoleArn"): environment_origin(stage, action.origin, "execution_role_arn"),
        **{
            ("Configuration", key): Origin((*action.origin, written), (), (APPLICATION_NAME,))
            for key, written in _DEPLOYED_BY.items()
        },
    }
