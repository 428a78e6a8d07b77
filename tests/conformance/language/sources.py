"""The `source` section: every provider and every form of URL that is met."""

from typing import Any

from hypothesis import strategies as st

from tests.conformance.language.pick import Pick
from tests.conformance.language.scalars import LOOKS_LIKE_ANOTHER_TYPE, ODD_TEXTS, ODD_VALUES
from tests.emulator import World

CONNECTION_ARN = "arn:aws:codestar-connections:us-west-2:123456789012:connection/aEXAMPLE-8aad"
PROVIDERS = ("GitHub", "GitHubV1", "Bitbucket", "CodeCommit")
WITHOUT_CONNECTIONS = ("GitHubV1", "CodeCommit")

owners = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,14}", fullmatch=True)
words = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,24}", fullmatch=True)
branches = st.sampled_from(
    ["main", "master", "release/1.x", "feature/JIRA-12_x", "v2", "x@next", "release-2024", "a.b"]
)
secrets = st.sampled_from(["github-token", "github/token_1", "GitHubToken@x", "token+a=b"])


def source(pick: Pick, world: World) -> Any:
    """A whole section, or what may be in its place."""
    if pick.odd() and pick.chance(3):
        return pick.one(None, {}, "https://github.com/owner/repo", [])
    provider = pick.one(*(PROVIDERS if not world.region.startswith("us-gov-") else WITHOUT_CONNECTIONS))
    section: dict[str, Any] = {
        "provider": pick.value(st.just(provider), "github", "GitLab", "Github", None, 5, ""),
        "properties": pick.value(st.just(properties(pick, world, provider)), None, {}, []),
    }
    for key in ("provider", "properties"):
        if pick.odd() and pick.chance(3):
            del section[key]
    if pick.odd():
        section["branch"] = "misplaced"
    return section


def properties(pick: Pick, world: World, provider: str) -> dict[str, Any]:
    """The provider's properties, now and then with another's."""
    found: dict[str, Any] = {}
    if not (pick.odd() and pick.chance(3)):
        found["repository"] = pick.value(st.just(repository(pick, provider)), *ODD_VALUES, *ODD_TEXTS)
    if pick.chance(2):
        found["branch"] = pick.value(branches, *ODD_VALUES, *ODD_TEXTS, *map(str, LOOKS_LIKE_ANOTHER_TYPE))
    if provider == "GitHubV1" or (provider == "GitHub" and pick.chance(6)) or pick.odd():
        found["access_token_secret"] = pick.value(secrets, *ODD_VALUES, "a: b")
    has_connection = provider in ("GitHub", "Bitbucket")
    if (has_connection and pick.chance(3)) or pick.odd():
        found["connection_name"] = pick.value(
            st.sampled_from([*world.connections, *world.newer_connections]), "unknown", "", None, 5
        )
    if (has_connection and pick.chance(8)) or pick.odd():
        newer = CONNECTION_ARN.replace("codestar-connections", "codeconnections")
        found["connection_arn"] = pick.value(st.just(CONNECTION_ARN), newer, "", None, 5)
    if pick.chance(4):
        formats = st.sampled_from(["CODEBUILD_CLONE_REF", "CODE_ZIP"])
        found["output_artifact_format"] = pick.value(formats, "ZIP", "", None, 5, "codebuild_clone_ref")
    if pick.odd():
        found[pick.one("Branch", "repo", "polling", "output_artifact")] = "unknown"
    order: list[str] = pick.draw(st.permutations(list(found)))
    return {key: found[key] for key in order}


def repository(pick: Pick, provider: str) -> str:
    """A repository of the provider, as its URL in one of the forms that people write."""
    owner, name = pick.draw(owners), pick.draw(words)
    if provider == "CodeCommit":
        region = pick.one("us-west-2", "eu-central-1")
        console = f"https://{region}.console.aws.amazon.com/codesuite/codecommit/repositories/{name}/browse"
        return str(pick.value(st.just(console), *_odd_codecommit(region, name)))
    host = "bitbucket.org" if provider == "Bitbucket" else "github.com"
    usual = [f"https://{host}/{owner}/{name}"]
    if provider != "Bitbucket":
        usual.append(f"{owner}/{name}")
    return str(pick.value(st.sampled_from(usual), *_odd_urls(host, owner, name)))


def _odd_urls(host: str, owner: str, name: str) -> tuple[str, ...]:
    return (
        f"https://{host}/{owner}/{name}.git",
        f"https://{host}/{owner}/{name}/",
        f"https://{host}/{owner}/{name}/tree/main",
        f"https://{host}/{owner}/{name}/src/main/",
        f"https://{host}/group/{owner}/{name}",
        f"https://www.{host}/{owner}/{name}",
        f"http://{host}/{owner}/{name}",
        f"https://user@{host}/{owner}/{name}",
        f"git@{host}:{owner}/{name}.git",
        f"ssh://git@{host}/{owner}/{name}.git",
        f"https://git.example.com/{owner}/{name}",
        f"https://{host}/{owner}",
        f"{host}/{owner}/{name}",
        f"{owner}/{name}",
        name,
    )


def _odd_codecommit(region: str, name: str) -> tuple[str, ...]:
    console = f"https://{region}.console.aws.amazon.com/codesuite/codecommit/repositories/{name}"
    return (
        console,
        f"{console}/",
        f"{console}/browse/",
        f"{console}/browse?region={region}",
        f"{console}/browse/refs/heads/main",
        f"https://git-codecommit.{region}.amazonaws.com/v1/repos/{name}",
        f"https://git-codecommit-fips.{region}.amazonaws.com/v1/repos/{name}",
        f"ssh://git-codecommit.{region}.amazonaws.com/v1/repos/{name}",
        f"codecommit::{region}://{name}",
        name,
    )
