"""The artifact bucket of the pipelines' region is made where it is missing, as Copilot makes it."""

from dataclasses import replace

import pytest

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.bucket import add_region, bucket_in
from pilothouse.aws.fault import AwsError
from pilothouse.aws.open import open_account
from pilothouse.aws.ports.stack_sets import Operation
from pilothouse.ir.context import Application, ArtifactBucket
from tests.aws.fakes import FakeClock, FakeStackSets

DEMO = Application("demo", "123456789012", "us-west-2")


def account(stack_sets: FakeStackSets) -> Account:
    return replace(open_account(Access(region="us-west-2")), stack_sets=stack_sets)


def test_a_region_is_added_and_waited_for() -> None:
    stack_sets = FakeStackSets(["eu-west-1"], [Operation("RUNNING"), Operation("SUCCEEDED")])
    clock = FakeClock()
    assert add_region(account(stack_sets), DEMO, clock)
    assert stack_sets.regions == ["eu-west-1", "us-west-2"]
    assert clock.now() > 0


def test_a_region_that_is_there_is_left_alone() -> None:
    stack_sets = FakeStackSets(["us-west-2"])
    assert not add_region(account(stack_sets), DEMO, FakeClock())
    assert stack_sets.regions == ["us-west-2"]


@pytest.mark.parametrize("status", ["FAILED", "STOPPED"])
def test_a_failed_operation_is_reported(status: str) -> None:
    stack_sets = FakeStackSets([], [Operation(status, "no role")])
    with pytest.raises(AwsError, match=f"is {status}: no role"):
        add_region(account(stack_sets), DEMO, FakeClock())


def test_waiting_has_an_end() -> None:
    with pytest.raises(AwsError, match="did not finish within 30 minutes"):
        add_region(account(FakeStackSets([], [Operation("QUEUED")])), DEMO, FakeClock())


def test_the_bucket_of_a_region() -> None:
    buckets = (ArtifactBucket("us-west-2", "one", "key"),)
    assert (bucket_in(buckets, "us-west-2"), bucket_in(buckets, "eu-west-1")) == ("one", "")
