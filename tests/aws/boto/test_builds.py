"""Builds and their logs as they are read."""

import pytest

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.open import open_account
from pilothouse.aws.ports.builds import FailedPhase
from tests.aws.pipelines import make_project
from tests.emulator import REGION, Emulator
from tests.emulator.builds import put_build, put_lines


@pytest.fixture
def account(environment: Emulator) -> Account:  # noqa: ARG001
    return open_account(Access())


@pytest.fixture(scope="module")
def project(emulator: Emulator) -> str:
    return make_project(emulator, "built")


def test_a_failed_build_has_its_failed_phases_and_its_log(account: Account, project: str) -> None:
    build = account.builds.get(put_build(REGION, project, "FAILED", ["make: ***"], "exit status 2"))
    assert build
    assert (build.status, build.is_complete) == ("FAILED", True)
    assert build.failed_phases == (FailedPhase("POST_BUILD", "exit status 2"),)
    assert build.log_group == f"/aws/codebuild/{project}"


def test_a_forgotten_build_is_not_found(account: Account) -> None:
    assert account.builds.get("built-build:gone") is None


def test_the_tail_of_a_log_contains_its_last_lines(account: Account, project: str) -> None:
    build = account.builds.get(put_build(REGION, project, "FAILED", [f"line {n}" for n in range(50)]))
    assert build
    tail = account.logs.tail(build.log_group, build.log_stream, 3)
    assert [line.text for line in tail] == ["line 47", "line 48", "line 49"]


def test_a_log_is_read_on_from_a_mark(account: Account, project: str) -> None:
    build = account.builds.get(put_build(REGION, project, "IN_PROGRESS", ["one", "two"]))
    assert build
    page = account.logs.page(build.log_group, build.log_stream)
    assert [line.text for line in page.lines] == ["one", "two"]
    put_lines(REGION, build.id, ["three"])
    rest = account.logs.page(build.log_group, build.log_stream, page.mark)
    assert [line.text for line in rest.lines] == ["three"]


def test_a_log_that_is_not_there_is_empty(account: Account) -> None:
    assert account.logs.tail("/nowhere", "none", 5) == ()
