"""A deployment stage and its actions."""

from __future__ import annotations

from typing import Any

from troposphere import Ref, codepipeline

from pilothouse.ir import names
from pilothouse.ir.context import Environment
from pilothouse.ir.graph import Action, Approval, BuildAction, DeployAction, Stage, TestAction
from pilothouse.passes.emit.action_type import ActionTypeId

CAPABILITIES = "CAPABILITY_IAM,CAPABILITY_NAMED_IAM,CAPABILITY_AUTO_EXPAND"


def deployment_stage(stage: Stage) -> codepipeline.Stages:
    """Emit a stage with its actions in the order of the graph."""
    actions = [
        codepipeline.Actions(
            Name=action.name, RunOrder=action.run_order, **_properties(action, stage.environment)
        )
        for action in stage.actions
    ]
    return codepipeline.Stages(Name=stage.full_name, Actions=actions)


def _properties(action: Action, environment: Environment) -> dict[str, Any]:
    match action:
        case BuildAction():
            return _build(action)
        case DeployAction():
            return _deploy(action, environment)
        case TestAction():
            return _test(action)
        case Approval():
            return {"ActionTypeId": _aws("Approval", "Manual")}
        case _:
            raise TypeError(f"cannot emit an action of type {type(action).__name__}")


def _build(action: BuildAction) -> dict[str, Any]:
    return {
        "ActionTypeId": _aws("Build", "CodeBuild"),
        "Configuration": {"ProjectName": Ref(action.project_id)},
        "InputArtifacts": [codepipeline.InputArtifacts(Name=names.SOURCE_ARTIFACT)],
        "OutputArtifacts": [codepipeline.OutputArtifacts(Name=action.output_artifact)],
    }


def _test(action: TestAction) -> dict[str, Any]:
    return {
        "ActionTypeId": _aws("Test", "CodeBuild"),
        "Configuration": {"ProjectName": Ref(action.project_id)},
        "InputArtifacts": [codepipeline.InputArtifacts(Name=names.SOURCE_ARTIFACT)],
    }


def _deploy(action: DeployAction, environment: Environment) -> dict[str, Any]:
    return {
        "Region": environment.region,
        "ActionTypeId": _aws("Deploy", "CloudFormation"),
        "Configuration": {
            "ActionMode": "CREATE_UPDATE",
            "StackName": action.stack_name,
            "Capabilities": CAPABILITIES,
            "TemplatePath": f"{names.BUILD_ARTIFACT}::{action.template_path}",
            "TemplateConfiguration": f"{names.BUILD_ARTIFACT}::{action.template_config}",
            "RoleArn": environment.execution_role_arn,
        },
        "InputArtifacts": [codepipeline.InputArtifacts(Name=names.BUILD_ARTIFACT)],
        "RoleArn": environment.manager_role_arn,
    }


def _aws(category: str, provider: str) -> ActionTypeId:
    return ActionTypeId(Category=category, Owner="AWS", Version=1, Provider=provider)
