"""Defects of a source: its branch, its secret, its connection, its region."""

from __future__ import annotations

import pytest

from pilothouse.diagnostics.place import Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.manifest import Provider
from pilothouse.rules import (
    foreign_repository,
    invalid_branch,
    invalid_connection,
    invalid_secret,
    unavailable_in_region,
    undefined_variable,
)
from pilothouse.rules.base import Subject
from tests.build_manifest import ACCOUNT, PATH, context, deployment, manifest, source, stage

BRANCH = Place(PATH, Value(("source", "properties", "branch")))


def subject(region: str = "us-west-2", **given: object) -> Subject:
    return Subject(manifest(stage("test"), source=source(**given)), context(region=region), ())


@pytest.mark.parametrize(
    "branch", ["main", "release/1.x", "feature/a-b_c", "@home", "v1.2", "a.lock.b", "ünï"]
)
def test_a_branch_that_git_allows_is_accepted(branch: str) -> None:
    assert not list(invalid_branch.check(subject(branch=branch)))


@pytest.mark.parametrize(
    "branch",
    [
        "release/*",
        "a b",
        "a..b",
        "-x",
        "/a",
        "a/",
        "a//b",
        "a~1",
        "a^",
        "a:b",
        "a?",
        "a[",
        "a\\b",
        "a.",
        ".a",
        "a/.b",
        "x.lock",
        "x.lock/y",
        "@",
        "a@{1}",
        "a\tb",
    ],
)
def test_a_branch_that_git_refuses_is_an_error_at_its_value(branch: str) -> None:
    (finding,) = invalid_branch.check(subject(branch=branch))
    assert (finding.severity, finding.place) == (Severity.ERROR, BRANCH)


def test_a_full_reference_is_a_warning_and_the_branch_is_offered() -> None:
    (finding,) = invalid_branch.check(subject(branch="refs/heads/main"))
    assert finding.severity is Severity.WARNING
    assert finding.help == 'did you mean "main"?'


@pytest.mark.parametrize(
    "secret",
    [
        "github-token",
        "/copilot/token",
        "a+b=c.d@e",
        "github-token-main:SecretString:token",
        "x:SecretString:k:AWSCURRENT",
        f"arn:aws:secretsmanager:us-west-2:{ACCOUNT}:secret:token-AbCdEf",
        f"arn:aws-cn:secretsmanager:cn-north-1:{ACCOUNT}:secret:token-AbCdEf:SecretString:k",
    ],
)
def test_a_name_or_an_arn_of_a_secret_is_accepted(secret: str) -> None:
    assert not list(invalid_secret.check(subject(access_token_secret=secret)))


@pytest.mark.parametrize("secret", ["my token", "token:key", "x" * 513, "arn:aws:s3:::bucket", "a#b"])
def test_an_invalid_secret_name_is_rejected(secret: str) -> None:
    (finding,) = invalid_secret.check(subject(access_token_secret=secret))
    assert "not a valid name" in finding.message


@pytest.mark.parametrize(
    "token", ["ghp_" + "a1" * 18, "github_pat_" + "A_b" * 20, "0123456789abcdef" * 2 + "01234567"]
)
def test_a_token_itself_is_refused_and_not_repeated(token: str) -> None:
    (finding,) = invalid_secret.check(subject(access_token_secret=token))
    assert "access token itself" in finding.message
    assert token not in finding.message + finding.help


@pytest.mark.parametrize("service", ["codestar-connections", "codeconnections"])
def test_both_kinds_of_connection_are_accepted(service: str) -> None:
    arn = f"arn:aws:{service}:us-east-1:{ACCOUNT}:connection/1234"
    assert not list(invalid_connection.check(subject(connection_arn=arn)))


def test_a_connections_name_is_sent_to_its_own_key() -> None:
    (finding,) = invalid_connection.check(subject(connection_arn="github"))
    assert "connection_name: github" in finding.help


@pytest.mark.parametrize(
    "arn", [f"arn:aws:iam::{ACCOUNT}:role/x", "arn:aws:codeconnections:us-west-2:1:connection/x"]
)
def test_another_arn_is_refused(arn: str) -> None:
    (finding,) = invalid_connection.check(subject(connection_arn=arn))
    assert "arn:aws:codeconnections:REGION:ACCOUNT" in finding.help


def test_a_connection_of_another_partition_is_refused() -> None:
    arn = f"arn:aws-us-gov:codeconnections:us-gov-east-1:{ACCOUNT}:connection/1"
    (finding,) = invalid_connection.check(subject(connection_arn=arn))
    assert "aws-us-gov" in finding.message


CONSOLE = "https://{}.console.aws.amazon.com/codesuite/codecommit/repositories/shop/browse"


def test_a_repository_of_another_region_is_a_warning() -> None:
    given = {"provider": Provider.CODECOMMIT, "repository": CONSOLE.format("eu-west-1")}
    (finding,) = foreign_repository.check(subject(**given))
    assert "eu-west-1" in finding.message
    assert not list(foreign_repository.check(subject("eu-west-1", **given)))


def test_a_repository_whose_url_has_no_region_is_accepted() -> None:
    assert not list(foreign_repository.check(subject()))


def test_a_region_without_connections_is_rejected_only_if_the_template_creates_one() -> None:
    (finding,) = unavailable_in_region.check(subject("eu-south-2"))
    assert finding.place == Place(PATH, Value(("source", "provider")))
    for given in (
        {"connection_name": "github"},
        {"connection_arn": "arn"},
        {"access_token_secret": "token"},
        {"provider": Provider.CODECOMMIT},
        {"provider": Provider.GITHUB_V1},
    ):
        assert not list(unavailable_in_region.check(subject("eu-south-2", **given)))


def test_a_region_without_codebuild_is_refused_whatever_the_source_is() -> None:
    (finding,) = unavailable_in_region.check(subject("ca-west-1", provider=Provider.CODECOMMIT))
    assert "CodeBuild" in finding.message


def test_an_undefined_variable_is_rejected() -> None:
    entry = deployment(
        "api", template_path="a/#{Source.Commit}.yml", template_config="#{codepipeline.Id}.json"
    )
    given = manifest(stage("test", deployments=(entry,)), source=source(branch="#{codepipeline.Id}"))
    found = list(undefined_variable.check(Subject(given, context(), ())))
    assert [finding.place for finding in found] == [
        BRANCH,
        Place(PATH, Value(("stages", 0, "deployments", "api", "template_path"))),
    ]
