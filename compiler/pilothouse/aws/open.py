"""Opens an account. The only way to boto3, which is imported only here."""

from __future__ import annotations

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.workspace.observe import depends_on_more


def open_account(access: Access) -> Account:
    """Open an account with boto3. Makes no call yet. Raises AwsError, also if boto3 is not installed."""
    depends_on_more()
    try:
        from pilothouse.aws.boto.account import boto_account
    except ModuleNotFoundError as error:
        if error.name not in ("boto3", "botocore"):
            raise
        raise AwsError(
            Fault.NO_LIBRARY,
            "connect to AWS",
            "boto3 is not installed",
            help="install it with `pip install 'pilothouse[aws]'`",
        ) from error
    return boto_account(access)
