"""A session in another account, with a role there."""

from __future__ import annotations

from pilothouse.aws.access import Access
from pilothouse.aws.session import Session, checked_session


def assume_role(session: Session, access: Access, role: str, region: str) -> Session:
    """Assume a role for fifteen minutes. Raises AwsError if AWS does not allow it."""
    answer = session.service("sts").call(
        f"assume role {role}",
        "AssumeRole",
        RoleArn=role,
        RoleSessionName="pilothouse",
        DurationSeconds=900,
    )
    keys = answer["Credentials"]
    boto_session = checked_session(
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    return Session(boto_session, access, region)
