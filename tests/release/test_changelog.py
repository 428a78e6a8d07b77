"""The notes of a release come from the changelog."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from release.changelog import notes, sections

ROOT = Path(__file__).parents[2]
CHANGELOG = """\
# Changelog

## [Unreleased]

## [0.2.0] - 2026-11-25

### Added
- A thing.

## [0.1.0] - 2026-01-31

- The first one.
"""


def test_a_section_has_its_version_its_date_and_its_text() -> None:
    newest, released, first = sections(CHANGELOG)
    assert (newest.name, newest.date, newest.text) == ("Unreleased", None, "")
    assert (released.name, released.date) == ("0.2.0", date(2026, 11, 25))
    assert released.text == "### Added\n- A thing."
    assert first.text == "- The first one."


def test_the_notes_are_those_of_the_newest_version() -> None:
    assert notes(CHANGELOG) == "### Added\n- A thing.\n"


def test_the_notes_are_the_unreleased_changes_if_there_are_any() -> None:
    assert notes(CHANGELOG.replace("[Unreleased]\n", "[Unreleased]\n- Soon.\n")) == "- Soon.\n"


@pytest.mark.parametrize(
    "heading", ["## 0.2.0 - 2026-11-25", "## [0.2.0] (2026-11-25)", "## [0.2.0]", "## [0.2.0] - 2026-13-01"]
)
def test_a_heading_of_another_form_is_refused(heading: str) -> None:
    with pytest.raises(ValueError, match=r"heading|month"):
        sections(CHANGELOG.replace("## [0.2.0] - 2026-11-25", heading))


def test_our_own_changelog_is_in_order() -> None:
    found = sections((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert found[0].name == "Unreleased"
    dates = [section.date for section in found[1:] if section.date]
    assert dates == sorted(dates, reverse=True)
