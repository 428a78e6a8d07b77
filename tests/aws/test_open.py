"""An account is opened as the AWS CLI would: profile, region and endpoint by option, variable or file."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pilothouse.aws.access import Access
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.open import open_account
from pilothouse.aws.ports.identity import Caller
from tests.emulator import ACCOUNT, REGION, Call, Disconnect, Emulator, Reply

DENIED = b'{"__type": "AccessDeniedException", "message": "not today"}'


@pytest.mark.parametrize(
    ("option", "variables", "region"),
    [
        ("eu-west-1", {"AWS_REGION": "us-east-1"}, "eu-west-1"),
        ("", {"AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-2"}, "us-east-1"),
        ("", {"AWS_DEFAULT_REGION": "us-east-2"}, "us-east-2"),
        ("", {}, "ca-central-1"),
    ],
)
@pytest.mark.usefixtures("no_settings")
def test_the_region_is_the_option_s_the_variable_s_or_the_profile_s(
    option: str, variables: Mapping[str, str], region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(os.environ["AWS_CONFIG_FILE"]).write_text("[profile work]\nregion = ca-central-1\n")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert open_account(Access(profile="work", region=option)).region == region


@pytest.mark.usefixtures("no_settings")
def test_a_missing_region_is_reported() -> None:
    with pytest.raises(AwsError, match="no region is set"):
        open_account(Access())


@pytest.mark.usefixtures("no_settings")
def test_an_unknown_profile_is_reported() -> None:
    with pytest.raises(AwsError, match="nowhere") as raised:
        open_account(Access(profile="nowhere"))
    assert raised.value.fault is Fault.INVALID_SETTINGS


@pytest.mark.usefixtures("no_settings")
def test_missing_credentials_are_reported_at_the_first_call() -> None:
    account = open_account(Access(region="us-west-2"))
    with pytest.raises(AwsError) as raised:
        account.identity.caller()
    assert raised.value.fault is Fault.NO_CREDENTIALS


@pytest.mark.usefixtures("no_settings")
def test_an_invalid_endpoint_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    account = open_account(Access(region="us-west-2", endpoint_url="localhost"))
    with pytest.raises(AwsError, match="localhost"):
        account.identity.caller()


def test_a_missing_boto3_is_reported_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith("pilothouse.aws.")]:
        if "boto" in module or module.endswith((".session", ".service", ".translate")):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(AwsError, match=r"pip install 'pilothouse\[aws\]'") as raised:
        open_account(Access(region="us-west-2"))
    assert raised.value.fault is Fault.NO_LIBRARY


@pytest.mark.usefixtures("environment")
def test_variables_lead_to_the_account() -> None:
    account = open_account(Access())
    assert account.region == REGION
    assert account.identity.caller() == Caller(ACCOUNT, f"arn:aws:sts::{ACCOUNT}:user/moto")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Reply(400, DENIED, "application/x-amz-json-1.1"), Fault.ACCESS_DENIED),
        (Reply(400, DENIED.replace(b"AccessDenied", b"Throttling")), Fault.THROTTLED),
        (Reply(500, b"<html>", "text/html"), Fault.UNAVAILABLE),
        (Disconnect(), Fault.UNREACHABLE),
    ],
    ids=["denied", "throttled", "500", "reset"],
)
def test_faults_on_the_wire_become_errors(
    environment: Emulator, answer: Reply | Disconnect, fault: Fault
) -> None:
    def spoil(call: Call) -> Reply | Disconnect | None:
        return answer if call.operation == "GetParameter" else None

    account = open_account(Access())
    with environment.intercept(spoil), pytest.raises(AwsError) as raised:
        account.parameters.get("/x")
    assert (raised.value.fault, raised.value.action) == (fault, "ssm:GetParameter")


def test_a_call_is_retried_after_a_transient_fault(
    environment: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_MAX_ATTEMPTS")
    left = [Disconnect()]
    with environment.intercept(lambda _: left.pop() if left else None):
        assert open_account(Access()).identity.caller().account == ACCOUNT
    assert not left
