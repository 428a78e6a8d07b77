"""A repository URL that names no repository."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.manifest import Provider
from pilothouse.ir.repository import LONGEST_URL, foreign_host, read_repository
from pilothouse.rules.base import Subject

_FORMS = {
    Provider.GITHUB: "https://github.com/OWNER/REPOSITORY",
    Provider.GITHUB_V1: "https://github.com/OWNER/REPOSITORY",
    Provider.BITBUCKET: "https://bitbucket.org/OWNER/REPOSITORY",
    Provider.CODECOMMIT: (
        "https://REGION.console.aws.amazon.com/codesuite/codecommit/repositories/REPOSITORY/browse"
    ),
}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding if the URL can't be read, whatever its host."""
    source = subject.manifest.source
    if read_repository(source.provider, source.repository) or foreign_host(
        source.provider, source.repository
    ):
        return
    if len(source.repository) > LONGEST_URL:
        what = f"a URL of {len(source.repository):,} characters; the limit is {LONGEST_URL:,}"
    else:
        what = f'"{source.repository}"'
    yield Diagnostic(
        codes.UNREADABLE_REPOSITORY,
        f"cannot find a {source.provider} repository in {what}",
        subject.value((*source.origin, "properties", "repository")),
        f"write {_FORMS[source.provider]}" + _branch_hint(source.repository),
    )


def _branch_hint(url: str) -> str:
    return ', and the branch under the key "branch"' if "/tree/" in url or "/src/" in url else ""
