"""Botocore's exceptions as AwsError: the only place that knows them.

Codes: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html and botocore's
`data/_retry.json`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from shlex import quote

from botocore import exceptions as boto
from botocore.parsers import ResponseParserError

from pilothouse.aws import answer
from pilothouse.aws.fault import AwsError, Fault

BOTO_ERRORS = (boto.BotoCoreError, boto.ClientError, ResponseParserError)
"""All exceptions of botocore, which have no common base class."""

_AGAIN = "run the command again: it continues where this run ended"
_ONCE = "it may have reached AWS anyway: check with `pilothouse status` before you run the command again"
_STEERING = frozenset(
    f"codepipeline:{operation}"
    for operation in (
        "PutApprovalResult",
        "RetryStageExecution",
        "StartPipelineExecution",
        "StopPipelineExecution",
    )
)
"""Calls that do something else the second time."""

_CODES: dict[str, Fault] = {
    **dict.fromkeys(
        (
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "NotAuthorized",
            "UnauthorizedOperation",
        ),
        Fault.ACCESS_DENIED,
    ),
    **dict.fromkeys(
        ("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"),
        Fault.EXPIRED_CREDENTIALS,
    ),
    **dict.fromkeys(
        (
            "AuthFailure",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException",
        ),
        Fault.INVALID_CREDENTIALS,
    ),
    **dict.fromkeys(
        (
            "BandwidthLimitExceeded",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "TooManyRequestsException",
        ),
        Fault.THROTTLED,
    ),
    **dict.fromkeys(("AuthorizationHeaderMalformed", "PermanentRedirect"), Fault.WRONG_REGION),
    **dict.fromkeys(
        (
            "ChangeSetNotFound",
            "ChangeSetNotFoundException",
            "NoSuchBucket",
            "ParameterNotFound",
            "PipelineNotFoundException",
            "ResourceNotFoundException",
            "StackSetNotFoundException",
        ),
        Fault.NOT_FOUND,
    ),
}
_MESSAGES: dict[Fault, str] = {
    Fault.THROTTLED: "AWS is throttling requests, even after several retries",
    Fault.TIMED_OUT: "AWS did not answer in time",
    Fault.UNREACHABLE: "AWS cannot be reached",
    Fault.UNAVAILABLE: "AWS failed to answer",
    Fault.MALFORMED_ANSWER: "the answer is not from AWS",
    Fault.EXPIRED_CREDENTIALS: "the credentials have expired",
    Fault.INVALID_CREDENTIALS: "AWS does not accept the credentials",
    Fault.NO_CREDENTIALS: "there are no credentials",
}
_HELP: dict[Fault, str] = {
    Fault.THROTTLED: f"wait a minute, then {_AGAIN}; AWS_MAX_ATTEMPTS=10 tries longer",
    Fault.TIMED_OUT: f"check the network and https://health.aws.amazon.com, then {_AGAIN}",
    Fault.UNREACHABLE: f"check the region's name, the network and the proxy (HTTPS_PROXY), then {_AGAIN}",
    Fault.UNAVAILABLE: f"check https://health.aws.amazon.com, then {_AGAIN}",
    Fault.MALFORMED_ANSWER: answer.HELP,
    Fault.INVALID_CREDENTIALS: "check the keys, --profile, and this machine's clock",
    Fault.NO_CREDENTIALS: "use --profile, set AWS_PROFILE, or sign in (`aws configure`, `aws sso login`)",
    Fault.INVALID_SETTINGS: "check --profile, --region, --endpoint-url, and ~/.aws/config",
    Fault.BUSY: "AWS is working on it: run the command again, and it waits",
    Fault.REFUSED: "fix the problem in AWS's message, then run the command again",
    Fault.NOT_FOUND: "it may have been deleted: check --profile, --region and the name",
    Fault.WRONG_REGION: "check --region: the bucket is in another one",
}
_CODE_HELP: dict[str, str] = {
    "LimitExceededException": "delete unneeded change sets (`aws cloudformation list-change-sets "
    "--stack-name STACK`, then `delete-change-set`), or have the quota raised, then run the command again",
    "NoSuchBucket": "run `pilothouse context pull`: the context may name a deleted bucket",
    "KMS.DisabledException": "enable the key of the artifact bucket in KMS, then run the command again",
    "KMS.NotFoundException": "run `pilothouse context pull`: the context may name a deleted key",
    "KMS.KMSInvalidStateException": "check the artifact bucket's key in KMS: it may be pending deletion",
    "InsufficientCapabilitiesException": "the template's resources need more than IAM capabilities",
    "InvalidChangeSetStatus": "another deployment made it obsolete; run the command again",
    "InvalidChangeSetStatusException": "another deployment made it obsolete; run the command again",
    "OperationInProgressException": "wait for the stack set's operation, then run the command again",
    "ConcurrentModificationException": "somebody else is changing it; run the command again",
}
"""The next step for a code that is more specific than its kind."""

_BUSY = re.compile(r"is in:? [A-Z_]+_IN_PROGRESS state")
_PROTECTED = "TerminationProtection"
# The first kind that fits counts.
_LOCAL: tuple[tuple[tuple[type[Exception], ...], Fault], ...] = (
    ((boto.ReadTimeoutError, boto.ConnectTimeoutError), Fault.TIMED_OUT),
    (
        (boto.SSOTokenLoadError, boto.UnauthorizedSSOTokenError, boto.TokenRetrievalError),
        Fault.EXPIRED_CREDENTIALS,
    ),
    (
        (boto.NoCredentialsError, boto.PartialCredentialsError, boto.CredentialRetrievalError),
        Fault.NO_CREDENTIALS,
    ),
    ((boto.ConnectionError, boto.HTTPClientError), Fault.UNREACHABLE),
    ((ResponseParserError,), Fault.MALFORMED_ANSWER),
)
_MISSING_ACTION = re.compile(r"not authorized to perform:? ([\w-]+:\w+)")


@dataclass(frozen=True, slots=True)
class Attempt:
    """The attempted operation, and its profile; `action` is the IAM action, empty outside of a call."""

    purpose: str
    action: str = ""
    profile: str = ""


def translate(error: Exception, attempt: Attempt) -> AwsError:
    """Translate one of BOTO_ERRORS."""
    if isinstance(error, boto.ClientError):
        return _answered(error, attempt)
    fault = next((fault for kinds, fault in _LOCAL if isinstance(error, kinds)), Fault.INVALID_SETTINGS)
    return _error(fault, attempt, str(error))


def _answered(error: boto.ClientError, attempt: Attempt) -> AwsError:
    """Translate an error answer from AWS."""
    metadata = error.response.get("ResponseMetadata", {})
    details = error.response.get("Error", {})
    code, text = str(details.get("Code", "")), str(details.get("Message", ""))
    status = int(metadata.get("HTTPStatusCode", 0))
    fault = _CODES.get(code)
    if fault is None:
        fault = Fault.UNAVAILABLE if status >= 500 else _by_status(status)
    if fault is Fault.REFUSED and _BUSY.search(text):
        fault = Fault.BUSY
    missing = _MISSING_ACTION.search(text)
    denied = missing.group(1) if missing else attempt.action
    return _error(
        fault,
        replace(attempt, action=denied) if fault is Fault.ACCESS_DENIED else attempt,
        f"{text or code or status}".strip(),
        code=code,
        request_id=str(metadata.get("RequestId", "")),
    )


def _by_status(status: int) -> Fault:
    """Use the HTTP status if a proxy or S3's HEAD returns no known code."""
    return {403: Fault.ACCESS_DENIED, 429: Fault.THROTTLED}.get(status, Fault.REFUSED)


def _error(fault: Fault, attempt: Attempt, said: str, code: str = "", request_id: str = "") -> AwsError:
    lead = _MESSAGES.get(fault, "")
    return AwsError(
        fault,
        attempt.purpose,
        f"{lead} ({said})" if lead and said else lead or said,
        help=_next_step(fault, attempt, said, code),
        action=attempt.action,
        code=code,
        request_id=request_id,
    )


def _next_step(fault: Fault, attempt: Attempt, said: str, code: str) -> str:
    if fault is Fault.ACCESS_DENIED:
        return f"allow {attempt.action} to the role or user that runs this (docs/permissions.md)"
    if fault is Fault.EXPIRED_CREDENTIALS:
        profile = f" --profile {quote(attempt.profile)}" if attempt.profile else ""
        return f"sign in again (`aws sso login{profile}`, or renew the keys of the profile), then {_AGAIN}"
    if _PROTECTED in said:
        return "turn off the stack's termination protection in CloudFormation, if you want to delete it"
    help = _CODE_HELP.get(code) or _HELP.get(fault, "")
    return help.replace(_AGAIN, _ONCE) if attempt.action in _STEERING else help
