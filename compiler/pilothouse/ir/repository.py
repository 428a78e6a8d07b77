"""The repository that a URL names, in every form that people use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pilothouse.ir.manifest import Provider
from pilothouse.ir.partition import partition_of

HOSTS = {
    Provider.GITHUB: "github.com",
    Provider.GITHUB_V1: "github.com",
    Provider.BITBUCKET: "bitbucket.org",
}
"""The hosts that version 1 supports; CodeCommit has one for each region."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository. CodeCommit's have no owner; `region` is CodeCommit's, if it is in the URL.

    `is_usual`: Copilot 1.34.1 reads the URL in the same way.
    """

    owner: str
    name: str
    is_usual: bool
    region: str = ""


LONGEST_URL = 2_000
"""Characters; twice the limit of an action (botocore codepipeline ActionConfigurationValue)."""


def read_repository(provider: Provider, url: str) -> Repository | None:
    """Return the repository that `url` names, or None if it can't be understood."""
    if len(url) > LONGEST_URL:
        return None
    if provider is Provider.CODECOMMIT:
        return _read_codecommit(url)
    return _read_hosted(HOSTS[provider], url, allow_bare=provider is not Provider.BITBUCKET)


def usual_url(provider: Provider, repository: Repository) -> str:
    """Return the URL that Copilot 1.34.1 understands for a repository, or an empty text if there is none."""
    if provider is not Provider.CODECOMMIT:
        return f"https://{HOSTS[provider]}/{repository.owner}/{repository.name}"
    if not repository.region or partition_of(repository.region) != "aws":
        return ""
    console = f"{repository.region}.console.aws.amazon.com/codesuite/codecommit/repositories"
    return f"https://{console}/{repository.name}/browse"


def foreign_host(provider: Provider, url: str) -> str:
    """Return the host in a URL if it isn't the provider's own; an empty text if it is, or there is none."""
    match = _HOSTED.fullmatch(url) if len(url) <= LONGEST_URL else None
    host = match["host"].lower().removeprefix("www.") if match else ""
    return host if provider in HOSTS and host != HOSTS[provider] else ""


_HOSTED = re.compile(
    r"(?:[a-z+]+://)?(?:[^@/:]+(?::[^@/]*)?@)?(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d+)?[:/]+(?P<path>.+)"
)
_PATH = re.compile(r"/*(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/*", re.ASCII)
_BARE = re.compile(r"(?P<owner>[\w-]+)/(?P<name>[\w.-]+)", re.ASCII)


def _read_hosted(host: str, url: str, *, allow_bare: bool) -> Repository | None:
    usual = re.fullmatch(rf"https://{re.escape(host)}/{_BARE.pattern}", url, re.ASCII)
    bare = _BARE.fullmatch(url) if allow_bare else None
    if (exact := usual or bare) and not url.endswith(".git"):
        return Repository(exact["owner"], exact["name"], is_usual=True)
    if bare:
        return Repository(bare["owner"], bare["name"].removesuffix(".git"), is_usual=False)
    match = _HOSTED.fullmatch(url.strip())
    if match is None or match["host"].lower().removeprefix("www.") != host:
        return None
    path = _PATH.fullmatch(match["path"])
    return Repository(path["owner"], path["name"], is_usual=False) if path else None


_CONSOLE = re.compile(
    r"https://(?P<region>[a-z0-9-]+)\.console\.(?P<domain>aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)"
    r"/codesuite/codecommit/repositories/(?P<name>[\w.-]+)(?P<browse>/browse)?(?:[/?#].*)?",
    re.ASCII,
)
_CLONE = re.compile(
    r"(?:https|ssh)://(?:[^@/]+@)?git-codecommit(?:-fips)?\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?"
    r"/v1/repos/(?P<name>[\w.-]+)/?",
    re.ASCII,
)
_HELPER = re.compile(r"codecommit:(?::(?P<region>[a-z0-9-]+):)?//(?:[\w-]+@)?(?P<name>[\w.-]+)", re.ASCII)


def _read_codecommit(url: str) -> Repository | None:
    """Read the console's URL, a clone URL, or git-remote-codecommit's (CodeCommit user guide, setting up)."""
    console = _CONSOLE.fullmatch(url)
    if console:
        is_usual = bool(console["browse"]) and console["domain"] == "aws.amazon.com"
        return Repository("", console["name"], is_usual, console["region"])
    match = _CLONE.fullmatch(url.strip()) or _HELPER.fullmatch(url.strip())
    return Repository("", match["name"], is_usual=False, region=match["region"] or "") if match else None
