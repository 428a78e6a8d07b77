"""Every command has a page, with its options as they are and its words in English sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pilothouse.cli.main import COMMANDS
from tests.command_pages import OPTIONS_MARK, PAGES


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_page_with_its_options(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# `pilothouse {name}`\n")
    assert f"Usage: pilothouse {name} " in page.split(OPTIONS_MARK)[1]


def test_no_page_is_about_a_command_that_is_not_there() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} - {"index"} <= set(COMMANDS)


def test_the_security_page_says_what_each_command_may_do() -> None:
    page = (Path(__file__).parents[2] / "docs" / "security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]*) \|", page.split("## What each command may do")[1], re.MULTILINE)
    named = {name.split()[0] for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert set(COMMANDS) <= named
