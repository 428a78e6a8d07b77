"""Defects of a source, and how its repository's URL is read."""

from __future__ import annotations

import pytest

from pilothouse.ir.manifest import Provider
from pilothouse.ir.repository import foreign_host, read_repository
from pilothouse.rules import (
    ignored_key,
    missing_token,
    unknown_connection,
    unreadable_repository,
    unsupported_host,
    unusual_repository,
)
from tests.build_manifest import context, manifest, source
from tests.build_subject import findings, places

G, B, C = Provider.GITHUB, Provider.BITBUCKET, Provider.CODECOMMIT
CONSOLE = "https://us-west-2.console.aws.amazon.com/codesuite/codecommit/repositories/shop/browse"


@pytest.mark.parametrize(
    ("provider", "url", "repository"),
    [
        (G, "https://github.com/o/r", ("o", "r")),
        (G, "o/r", ("o", "r")),
        (Provider.GITHUB_V1, "https://github.com/o/r.js", ("o", "r.js")),
        (B, "https://bitbucket.org/o/r", ("o", "r")),
        (C, CONSOLE, ("", "shop")),
        (C, f"{CONSOLE}?region=us-west-2", ("", "shop")),
        (C, f"{CONSOLE}/refs/heads/main/--/src", ("", "shop")),
    ],
)
def test_what_copilot_reads_is_usual(provider: Provider, url: str, repository: tuple[str, str]) -> None:
    read = read_repository(provider, url)
    assert read is not None
    assert (read.owner, read.name) == repository
    assert read.is_usual


@pytest.mark.parametrize(
    ("provider", "url", "repository"),
    [
        (G, "https://github.com/o/r.git", ("o", "r")),
        (G, "https://github.com/o/r/", ("o", "r")),
        (G, "http://github.com/o/r", ("o", "r")),
        (G, "https://www.github.com/o/r", ("o", "r")),
        (G, "https://GitHub.com/o/r", ("o", "r")),
        (G, "https://user@github.com/o/r", ("o", "r")),
        (G, "github.com/o/r", ("o", "r")),
        (G, "git@github.com:o/r.git", ("o", "r")),
        (G, "ssh://git@github.com/o/r", ("o", "r")),
        (G, "o/r.git", ("o", "r")),
        (B, "git@bitbucket.org:o/r.git", ("o", "r")),
        (C, "https://git-codecommit.us-west-2.amazonaws.com/v1/repos/shop", ("", "shop")),
        (C, "ssh://APKAEXAMPLE@git-codecommit.us-west-2.amazonaws.com/v1/repos/shop", ("", "shop")),
        (C, "https://git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/shop", ("", "shop")),
        (C, "codecommit::us-west-2://shop", ("", "shop")),
        (C, "codecommit://profile@shop", ("", "shop")),
        (C, CONSOLE.removesuffix("/browse"), ("", "shop")),
    ],
)
def test_other_forms_are_read_with_a_warning(
    provider: Provider, url: str, repository: tuple[str, str]
) -> None:
    read = read_repository(provider, url)
    assert read is not None
    assert (read.owner, read.name) == repository
    given = manifest(source=source(provider=provider, repository=url))
    assert places(unusual_repository.check, given) == ["value source.properties.repository"]
    assert places(unreadable_repository.check, given) == []


@pytest.mark.parametrize(
    ("provider", "url"),
    [
        (G, "https://github.com/o"),
        (G, "https://github.com/o/r/tree/main"),
        (G, "https://github.com/a/b/c"),
        (G, "shop"),
        (G, "a b/c"),
        (B, "o/r"),
        (C, "shop"),
        (C, "https://github.com/o/r"),
    ],
)
def test_a_url_without_a_repository_is_rejected(provider: Provider, url: str) -> None:
    given = manifest(source=source(provider=provider, repository=url))
    assert places(unreadable_repository.check, given) == ["value source.properties.repository"]


def test_a_branch_in_the_url_is_pointed_out() -> None:
    given = manifest(source=source(repository="https://github.com/o/r/tree/main"))
    assert 'the branch under the key "branch"' in findings(unreadable_repository.check, given)[0][2]


def test_another_host_is_named_once_and_its_provider_offered() -> None:
    given = manifest(source=source(repository="https://bitbucket.org/o/r"))
    assert findings(unsupported_host.check, given) == [
        ("unsupported-host", "value source.properties.repository", 'did you mean "provider: Bitbucket"?')
    ]
    assert places(unreadable_repository.check, given) == []


@pytest.mark.parametrize("url", ["https://ghe.example.com/o/r", "git@gitlab.com:o/r.git"])
def test_a_host_beyond_version_1_is_foreign(url: str) -> None:
    assert foreign_host(G, url) in url


def test_only_a_known_connection_can_be_used() -> None:
    world = context(connections={"main": "arn:aws:codestar-connections:us-west-2:123456789012:connection/x"})
    given = manifest(source=source(connection_name="mian"))
    assert findings(unknown_connection.check, given, world) == [
        ("unknown-connection", "value source.properties.connection_name", 'did you mean "main"?')
    ]
    assert places(unknown_connection.check, manifest(source=source(connection_name="main")), world) == []


def test_an_unused_connection_may_be_unknown() -> None:
    token = manifest(source=source(connection_name="x", access_token_secret="secret"))
    assert places(unknown_connection.check, token) == []
    assert places(ignored_key.check, token) == ["key source.properties.connection_name"]


def test_github_v1_needs_a_token() -> None:
    assert places(missing_token.check, manifest(source=source(provider=Provider.GITHUB_V1))) == [
        "key source.properties"
    ]


@pytest.mark.parametrize(
    ("given", "ignored"),
    [
        (source(), []),
        (source(connection_name="a", connection_arn="b"), ["connection_arn"]),
        (source(access_token_secret="s", output_artifact_format="CODE_ZIP"), ["output_artifact_format"]),
        (source(provider=B, access_token_secret="s"), ["access_token_secret"]),
        (source(provider=C, connection_arn="b"), ["connection_arn"]),
    ],
)
def test_a_key_without_effect_is_pointed_out(given: object, ignored: list[str]) -> None:
    found = places(ignored_key.check, manifest(source=given))
    assert found == [f"key source.properties.{key}" for key in ignored]
