"""From a document to a typed manifest, every node with its origin."""

from __future__ import annotations

from pilothouse.ir.document import Document
from pilothouse.ir.manifest import (
    ActionEntry,
    BuildSection,
    DeploymentEntry,
    Manifest,
    Provider,
    SourceSection,
    StageSection,
)
from pilothouse.ir.reader import Reader

DEFAULT_BRANCH = "main"


def bind(document: Document, directory: str) -> Manifest:
    """Convert a document that its schema accepts.

    Input: a document, and the manifest's folder from the workspace's root. Output: the manifest. Keys that
    the schema doesn't know are dropped, as Copilot drops them.
    """
    root = Reader(document)
    return Manifest(
        path=document.file.path,
        directory=directory,
        name=root.text("name"),
        version=1 if any(key.lower() == "version" for key in root.data) else None,
        source=_source(root.child("source")),
        build=_build(root.child("build")),
        stages=tuple(_stage(stage) for stage in root.children("stages")),
    )


def _source(source: Reader) -> SourceSection:
    properties = source.child("properties")
    return SourceSection(
        provider=Provider(source.text("provider")),
        repository=properties.text("repository"),
        branch=properties.text("branch") or DEFAULT_BRANCH,
        access_token_secret=properties.text("access_token_secret"),
        connection_name=properties.text("connection_name"),
        connection_arn=properties.text("connection_arn"),
        output_artifact_format=properties.text("output_artifact_format"),
        origin=source.route,
    )


def _build(build: Reader) -> BuildSection:
    return BuildSection(
        image=build.text("image"),
        buildspec=build.text("buildspec"),
        additional_policy=build.child("additional_policy").child("PolicyDocument").template_mapping(),
        origin=build.route,
    )


def _stage(stage: Reader) -> StageSection:
    return StageSection(
        name=stage.text("name"),
        requires_approval=stage.truth("requires_approval") or stage.truth("require_approval"),
        pre_deployments=tuple(_action(action) for action in stage.entries("pre_deployments")),
        deployments=tuple(_deployment(deployment) for deployment in stage.entries("deployments")),
        post_deployments=tuple(_action(action) for action in stage.entries("post_deployments")),
        test_commands=stage.texts("test_commands"),
        origin=stage.route,
    )


def _action(action: Reader) -> ActionEntry:
    return ActionEntry(action.name, action.text("buildspec"), action.texts("depends_on"), action.route)


def _deployment(deployment: Reader) -> DeploymentEntry:
    return DeploymentEntry(
        name=deployment.name,
        depends_on=deployment.texts("depends_on"),
        stack_name=deployment.text("stack_name"),
        template_path=deployment.text("template_path"),
        template_config=deployment.text("template_config"),
        origin=deployment.route,
    )
