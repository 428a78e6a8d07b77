"""The checks of a tag: it must agree with the package, the changelog and the repository."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from release.changelog import sections


def problems(tag: str, version: str, changelog: str, today: date) -> Iterator[str]:
    """Yield each reason against a release of a tag, as a sentence."""
    if tag != f"v{version}":
        yield f"the tag is {tag}, but the package's version is {version}: its tag is v{version}"
    unreleased, *released = sections(changelog)
    if unreleased.name != "Unreleased":
        yield "the changelog does not begin with a heading `## [Unreleased]`"
        released = [unreleased, *released]
    elif unreleased.text:
        yield "the changelog has changes under Unreleased: put them below a heading of the version"
    newest = next(iter(released), None)
    if newest is None or newest.name != version:
        yield f"the changelog's newest version is {newest.name if newest else 'missing'}, not {version}"
    elif newest.date and newest.date > today:
        yield f"the changelog dates {version} {newest.date}, which is in the future"


def foreign(repository: str, home: str) -> str | None:
    """Return an objection if a repository, `owner/name`, is not the home in the package's metadata."""
    if home == f"https://github.com/{repository}":
        return None
    return f"this repository is {repository}, but [project.urls] in pyproject.toml says {home}"
