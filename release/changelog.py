"""The sections of CHANGELOG.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_HEADING = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A version with its date, or `Unreleased` without one, and the Markdown below the heading."""

    name: str
    date: date | None
    text: str


def sections(changelog: str) -> tuple[Section, ...]:
    """Return the sections, newest first. Raise ValueError for a heading in another form."""
    found = list(_HEADING.finditer(changelog))
    if len(found) != len(re.findall(r"^## ", changelog, re.MULTILINE)):
        raise ValueError(
            "a heading of the changelog is neither `## [Unreleased]` nor `## [1.2.3] - 2026-01-31`"
        )
    ends = [*(match.start() for match in found[1:]), len(changelog)]
    return tuple(
        Section(match["name"], _date(match), changelog[match.end() : end].strip())
        for match, end in zip(found, ends, strict=True)
    )


def _date(match: re.Match[str]) -> date | None:
    if (match["date"] is None) != (match["name"] == "Unreleased"):
        raise ValueError(f"the changelog's heading `{match[0]}` needs a date, or must have none")
    return date.fromisoformat(match["date"]) if match["date"] else None


def notes(changelog: str) -> str:
    """Return the unreleased changes as Markdown, or the newest version's if there are none."""
    return next((section.text for section in sections(changelog) if section.text), "") + "\n"
