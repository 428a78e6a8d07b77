"""What each of AWS's faults is to a person: a kind, the call, the request, the next step."""

import pytest
from botocore import exceptions as boto
from botocore.parsers import ResponseParserError

from pilothouse.aws.fault import Fault
from pilothouse.aws.translate import Attempt, translate

ATTEMPT = Attempt("create a change set for stack demo", "cloudformation:CreateChangeSet")


def answered(code: str, message: str = "said AWS", status: int = 400) -> boto.ClientError:
    response = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {
            "HTTPStatusCode": status,
            "RequestId": "r-1",
            "HostId": "",
            "HTTPHeaders": {},
            "RetryAttempts": 0,
        },
    }
    return boto.ClientError(response, "CreateChangeSet")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (answered("AccessDenied", status=403), Fault.ACCESS_DENIED),
        (answered("AccessDeniedException"), Fault.ACCESS_DENIED),
        (answered("403", status=403), Fault.ACCESS_DENIED),
        (answered("ExpiredToken"), Fault.EXPIRED_CREDENTIALS),
        (answered("InvalidClientTokenId", status=403), Fault.INVALID_CREDENTIALS),
        (answered("UnrecognizedClientException"), Fault.INVALID_CREDENTIALS),
        (answered("Throttling"), Fault.THROTTLED),
        (answered("429", status=429), Fault.THROTTLED),
        (answered("SlowDown", status=503), Fault.THROTTLED),
        (answered("InternalFailure", status=500), Fault.UNAVAILABLE),
        (answered("PermanentRedirect", status=301), Fault.WRONG_REGION),
        (answered("NoSuchBucket", status=404), Fault.NOT_FOUND),
        (answered("ValidationError"), Fault.REFUSED),
        (boto.ReadTimeoutError(endpoint_url="https://sts"), Fault.TIMED_OUT),
        (boto.ConnectTimeoutError(endpoint_url="https://sts"), Fault.TIMED_OUT),
        (boto.EndpointConnectionError(endpoint_url="https://sts"), Fault.UNREACHABLE),
        (boto.ConnectionClosedError(endpoint_url="https://sts"), Fault.UNREACHABLE),
        (boto.SSLError(endpoint_url="https://sts", error=OSError("bad")), Fault.UNREACHABLE),
        (boto.NoCredentialsError(), Fault.NO_CREDENTIALS),
        (boto.UnauthorizedSSOTokenError(), Fault.EXPIRED_CREDENTIALS),
        (boto.ProfileNotFound(profile="x"), Fault.INVALID_SETTINGS),
        (ResponseParserError("garbage"), Fault.MALFORMED_ANSWER),
        (ValueError("Invalid endpoint: x"), Fault.INVALID_SETTINGS),
    ],
    ids=str,
)
def test_each_error_has_its_kind(error: Exception, fault: Fault) -> None:
    translated = translate(error, ATTEMPT)
    assert translated.fault is fault
    assert str(translated).startswith("cannot create a change set for stack demo: ")


def test_the_call_and_the_request_are_named() -> None:
    lines = str(translate(answered("ValidationError", "no such thing"), ATTEMPT)).splitlines()
    assert lines == [
        "cannot create a change set for stack demo: no such thing",
        "  call: cloudformation:CreateChangeSet, request r-1",
        "  help: fix the problem in AWS's message, then run the command again",
    ]


def test_a_missing_permission_is_the_one_that_aws_names() -> None:
    message = "User: arn:aws:iam::1:user/me is not authorized to perform: iam:PassRole on resource: x"
    error = translate(answered("AccessDenied", message), ATTEMPT)
    assert error.action == "iam:PassRole"
    assert error.help.startswith("allow iam:PassRole to the role or user that runs this")


def test_a_missing_permission_is_the_call_s_where_aws_names_none() -> None:
    assert translate(answered("AccessDenied", "no"), ATTEMPT).action == "cloudformation:CreateChangeSet"


@pytest.mark.parametrize(
    "error",
    [
        answered("ExpiredToken"),
        answered("AuthFailure"),
        answered("Throttling"),
        answered("InternalError", status=500),
        answered("PermanentRedirect", status=301),
        boto.ProfileNotFound(profile="x"),
        boto.NoCredentialsError(),
        boto.ReadTimeoutError(endpoint_url="https://sts"),
        boto.ConnectionClosedError(endpoint_url="https://sts"),
    ],
    ids=str,
)
def test_an_error_that_a_person_can_fix_has_help(error: Exception) -> None:
    assert translate(error, ATTEMPT).help


def test_whoever_gave_a_profile_signs_in_with_it() -> None:
    error = translate(boto.UnauthorizedSSOTokenError(), Attempt("read it", profile="my sso"))
    assert "`aws sso login --profile 'my sso'`" in error.help
    assert "`aws sso login`" in translate(answered("ExpiredToken"), Attempt("read it")).help


@pytest.mark.parametrize(
    ("code", "message", "said"),
    [
        ("LimitExceededException", "ChangeSet limit exceeded for stack", "delete unneeded change sets"),
        ("NoSuchBucket", "The specified bucket does not exist", "pilothouse context pull"),
        ("KMS.DisabledException", "key is disabled", "enable the key"),
        ("InvalidChangeSetStatus", "cannot be executed in its current status of [OBSOLETE]", "obsolete"),
        ("ValidationError", "Stack:arn is in UPDATE_IN_PROGRESS state and can not be updated.", "it waits"),
        (
            "ValidationError",
            "cannot be deleted while TerminationProtection is enabled",
            "termination protection",
        ),
        ("ValidationError", "whatever else", "fix the problem"),
    ],
)
def test_each_refusal_has_its_next_step(code: str, message: str, said: str) -> None:
    assert said in translate(answered(code, message), ATTEMPT).help


@pytest.mark.parametrize(
    "operation", ["StartPipelineExecution", "StopPipelineExecution", "RetryStageExecution"]
)
def test_what_must_not_be_done_twice_is_looked_at_first(operation: str) -> None:
    attempt = Attempt("start pipeline web", f"codepipeline:{operation}")
    help = translate(boto.ReadTimeoutError(endpoint_url="https://x"), attempt).help
    assert "it may have reached AWS anyway: check with `pilothouse status`" in help
    assert "continues" not in help
