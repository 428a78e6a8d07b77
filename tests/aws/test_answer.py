"""Answers of a proxy or a sign-in page in place of AWS are reported with the call, not as a bug."""

from collections.abc import Callable

import pytest

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.answer import Answer
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.open import open_account
from tests.aws.test_service import Client, service
from tests.emulator import Call, Emulator, Reply

HTML = b"<!DOCTYPE html><html><body>Please sign in</body></html>"
JSON, XML = "application/x-amz-json-1.1", "text/xml"


@pytest.fixture
def account(environment: Emulator) -> Account:  # noqa: ARG001
    return open_account(Access(region="us-west-2"))


def refused(account: Account, emulator: Emulator, port: str, body: bytes, kind: str) -> AwsError:
    asks: dict[str, Callable[[], object]] = {
        "parameters": lambda: account.parameters.below("/copilot"),
        "pipelines": lambda: account.pipelines.tagged("demo"),
        "stages": lambda: account.pipelines.stages("web"),
        "describe": lambda: account.stacks.describe("web"),
        "events": lambda: list(account.stacks.events("web")),
        "delete": lambda: account.stacks.delete("web", "token"),
        "put": lambda: account.artifacts.put("bucket", "key", b"text"),
        "identity": account.identity.caller,
    }

    def reply(call: Call) -> Reply:  # noqa: ARG001
        return Reply(200, body, kind)

    with emulator.intercept(reply), pytest.raises(AwsError) as raised:
        asks[port]()
    return raised.value


@pytest.mark.parametrize(
    "port", ["parameters", "pipelines", "stages", "describe", "events", "delete", "identity"]
)
@pytest.mark.parametrize("body", [HTML, b"", b"[]", b'"text"', b"null", b"<a/>"], ids=str)
def test_a_malformed_answer_is_refused(
    port: str, body: bytes, account: Account, environment: Emulator
) -> None:
    error = refused(account, environment, port, body, "text/html")
    assert error.fault is Fault.MALFORMED_ANSWER
    assert error.action
    assert "HTTPS_PROXY" in error.help


@pytest.mark.parametrize(
    ("port", "body", "said"),
    [
        ("parameters", b"{}", "it lacks Parameters"),
        ("parameters", b'{"Parameters": [{"Name": "x"}]}', "it lacks Value"),
        ("parameters", b'{"Parameters": "text"}', "another form"),
        ("parameters", b'{"Parameters": [{"Value": 1}]}', "not of type string"),
        ("parameters", b'{"Parameters": [], "NextToken": "a"}', "repeats the same page"),
        ("pipelines", b'{"ResourceTagMappingList": [{"ResourceARN": "x", "Tags": []}]}', "is not an ARN"),
        ("stages", b"{}", "it lacks stageStates"),
    ],
)
def test_what_lacks_fields_is_refused(
    port: str, body: bytes, said: str, account: Account, environment: Emulator
) -> None:
    error = refused(account, environment, port, body, JSON)
    assert (error.fault, error.action != "") == (Fault.MALFORMED_ANSWER, True)
    assert said in str(error)


@pytest.mark.parametrize(
    ("port", "operation", "result"),
    [
        ("describe", "DescribeStacks", ""),
        ("describe", "DescribeStacks", "<Stacks></Stacks>"),
        ("describe", "DescribeStacks", "<Stacks><member><StackName>web</StackName></member></Stacks>"),
        ("events", "DescribeStackEvents", "<StackEvents><member><EventId>1</EventId></member></StackEvents>"),
        (
            "events",
            "DescribeStackEvents",
            "<StackEvents><member><Timestamp>x</Timestamp></member></StackEvents>",
        ),
        ("identity", "GetCallerIdentity", "<Arn>x</Arn>"),
    ],
)
def test_xml_that_lacks_fields_is_refused(
    port: str, operation: str, result: str, account: Account, environment: Emulator
) -> None:
    text = f"<{operation}Response><{operation}Result>{result}</{operation}Result></{operation}Response>"
    error = refused(account, environment, port, text.encode(), XML)
    assert (error.fault, error.action.endswith(operation)) == (Fault.MALFORMED_ANSWER, True)


def test_an_upload_that_no_bucket_answered_is_refused(account: Account, environment: Emulator) -> None:
    error = refused(account, environment, "put", HTML, "text/html")
    assert (error.fault, error.action) == (Fault.MALFORMED_ANSWER, "s3:PutObject")


def test_a_field_is_missed_at_any_depth() -> None:
    answer = service(Client({"Stacks": [{"Tags": [{}]}]})).call("look", "GetResources")
    assert answer.get("Outputs") is None
    assert isinstance(answer["Stacks"][0], Answer)
    with pytest.raises(AwsError, match=r"cannot look: .* it lacks Key"):
        _ = answer["Stacks"][0]["Tags"][0]["Key"]
