"""What each command needs to be allowed, and `docs/permissions.md`, which `make golden` writes from it.

`tests/aws/test_permissions.py` runs every command with nothing else allowed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "permissions.md"
POLICIES_MARK = "<!-- policies: written by make golden -->\n"

_FIND = ("tag:GetResources", "ssm:GetParameter", "sts:GetCallerIdentity", "cloudformation:DescribeStacks")
_STATE = ("codepipeline:GetPipelineState", "codepipeline:ListPipelineExecutions")
_LOGS = ("codepipeline:GetPipeline", "codebuild:BatchGetBuilds", "logs:GetLogEvents")
_PULL = (
    "ssm:GetParameter",
    "ssm:GetParametersByPath",
    "cloudformation:DescribeStacks",
    "cloudformation:ListStackInstances",
    "codestar-connections:ListConnections",
    "sts:GetCallerIdentity",
    "tag:GetResources",
)
_COMPARE = ("sts:GetCallerIdentity", "cloudformation:DescribeStacks", "cloudformation:GetTemplate")
_DEPLOY = (
    *_COMPARE,
    "cloudformation:CreateChangeSet",
    "cloudformation:DeleteChangeSet",
    "cloudformation:DeleteStack",
    "cloudformation:DescribeChangeSet",
    "cloudformation:DescribeStackEvents",
    "cloudformation:DescribeStackResources",
    "cloudformation:ExecuteChangeSet",
    "cloudformation:ListChangeSets",
    "codepipeline:GetPipelineState",
    "codepipeline:RetryStageExecution",
    "codestar-connections:GetConnection",
    "s3:PutObject",
    "tag:GetResources",
)

BY_COMMAND: dict[str, tuple[str, ...]] = {
    "approve": (*_FIND, *_STATE, "codepipeline:PutApprovalResult"),
    "context pull": _PULL,
    "delete": (
        "sts:GetCallerIdentity",
        "cloudformation:DeleteStack",
        "cloudformation:DescribeStackEvents",
        "cloudformation:DescribeStackResources",
        "cloudformation:DescribeStacks",
        "ssm:GetParameter",
        "tag:GetResources",
    ),
    "delete --delete-secret": ("secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret"),
    "deploy": _DEPLOY,
    "deploy, for a missing artifact bucket": (
        "cloudformation:CreateStackInstances",
        "cloudformation:DescribeStackSetOperation",
        "cloudformation:ListStackInstances",
    ),
    "diff --deployed": _COMPARE,
    "drift": (
        *_PULL,
        *_STATE,
        "cloudformation:DescribeStackResources",
        "cloudformation:GetTemplate",
        "codepipeline:GetPipeline",
    ),
    "logs": (*_FIND, *_LOGS, "codepipeline:ListActionExecutions", "codepipeline:ListPipelineExecutions"),
    "ls": ("tag:GetResources", "ssm:GetParameter", "sts:GetCallerIdentity"),
    "reject": (*_FIND, *_STATE, "codepipeline:PutApprovalResult"),
    "retry": (*_FIND, *_STATE, "codepipeline:RetryStageExecution"),
    "show": (*_FIND, "cloudformation:DescribeStackResources", "codepipeline:GetPipeline"),
    "start": (*_FIND, "codepipeline:StartPipelineExecution"),
    "status": (
        *_FIND,
        *_STATE,
        *_LOGS,
        "cloudformation:DescribeStackEvents",
        "codepipeline:ListActionExecutions",
        "sts:AssumeRole",
    ),
    "stop": (*_FIND, "codepipeline:ListPipelineExecutions", "codepipeline:StopPipelineExecution"),
}
"""IAM actions by command. One with options, or for a case, comes on top of the command's own."""

BY_CLOUDFORMATION: tuple[str, ...] = (
    "codebuild:BatchGetProjects",
    "codebuild:CreateProject",
    "codebuild:DeleteProject",
    "codebuild:UpdateProject",
    "codepipeline:CreatePipeline",
    "codepipeline:DeletePipeline",
    "codepipeline:GetPipeline",
    "codepipeline:ListTagsForResource",
    "codepipeline:TagResource",
    "codepipeline:UntagResource",
    "codepipeline:UpdatePipeline",
    "codestar-connections:CreateConnection",
    "codestar-connections:DeleteConnection",
    "codestar-connections:GetConnection",
    "codestar-connections:ListTagsForResource",
    "codestar-connections:TagResource",
    "codestar-connections:UntagResource",
    "iam:CreateRole",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:TagRole",
    "iam:UntagRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "s3:GetObject",
    "s3:GetObjectVersion",
)
"""What the APIs of the template's resources offer to whoever makes, changes and deletes them (botocore)."""

WITHOUT_A_CALL = ("codestar-connections:UseConnection", "iam:PassRole")
"""https://docs.aws.amazon.com/codepipeline/latest/userguide/connections-permissions.html
and https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"""


def permissions_page() -> Iterator[tuple[Path, str]]:
    """Yield the page, with a policy for each command."""
    prose = PAGE.read_text(encoding="utf-8").split(POLICIES_MARK, maxsplit=1)[0].rstrip("\n")
    parts = [_section(name, actions) for name, actions in BY_COMMAND.items()]
    made = _section(
        "What CloudFormation does for `deploy` and `delete`", (*BY_CLOUDFORMATION, *WITHOUT_A_CALL)
    )
    yield PAGE, "\n".join([prose, "", POLICIES_MARK, *parts, made])


def _section(name: str, actions: tuple[str, ...]) -> str:
    statement = {"Effect": "Allow", "Action": sorted(set(actions)), "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
    return f"## {name}\n\n```json\n{policy}\n```\n"
