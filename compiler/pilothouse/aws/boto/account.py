"""An account whose ports all use boto3."""

from __future__ import annotations

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.boto.artifacts import BotoArtifacts
from pilothouse.aws.boto.assume import assume_role
from pilothouse.aws.boto.builds import BotoBuilds
from pilothouse.aws.boto.connections import BotoConnections
from pilothouse.aws.boto.definitions import BotoDefinitions
from pilothouse.aws.boto.executions import BotoExecutions
from pilothouse.aws.boto.identity import BotoIdentity
from pilothouse.aws.boto.logs import BotoLogs
from pilothouse.aws.boto.parameters import BotoParameters
from pilothouse.aws.boto.pipelines import BotoPipelines
from pilothouse.aws.boto.secrets import BotoSecrets
from pilothouse.aws.boto.stack_sets import BotoStackSets
from pilothouse.aws.boto.stacks import BotoStacks
from pilothouse.aws.session import open_session


def boto_account(access: Access) -> Account:
    """Open an account; clients are created on their first call. Raises AwsError."""
    session = open_session(access)
    return Account(
        region=session.region,
        identity=BotoIdentity(session.service("sts")),
        parameters=BotoParameters(session.service("ssm")),
        stack_sets=BotoStackSets(session.service("cloudformation")),
        stacks=BotoStacks(session.service("cloudformation")),
        stacks_in=lambda region: BotoStacks(session.service("cloudformation", region)),
        artifacts=BotoArtifacts(session.service("s3")),
        pipelines=BotoPipelines(session.service("codepipeline"), session.service("resourcegroupstaggingapi")),
        connections=BotoConnections(session.service),
        secrets=BotoSecrets(session.service("secretsmanager")),
        definitions=BotoDefinitions(session.service("codepipeline")),
        executions=BotoExecutions(session.service("codepipeline")),
        builds=BotoBuilds(session.service("codebuild")),
        logs=BotoLogs(session.service("logs")),
        stacks_as=lambda role, region: BotoStacks(
            assume_role(session, access, role, region).service("cloudformation")
        ),
    )
