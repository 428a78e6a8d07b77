"""The promises of docs/promises.md are kept."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.promises import PROMISED, Promises, broken, today

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def now() -> Promises:
    return today()


def test_no_promise_is_broken(now: Promises) -> None:
    assert not broken(json.loads(PROMISED.read_text(encoding="utf-8")), now)


@pytest.mark.parametrize("kind", ["codes", "exit codes", "forms", "schemas", "settings", "templates"])
def test_something_of_each_kind_is_promised(kind: str) -> None:
    assert json.loads(PROMISED.read_text(encoding="utf-8"))[kind]


def test_a_broken_promise_is_named() -> None:
    promised: Promises = {"codes": {"PH101": "unknown-key", "PH102": "wrong-type"}, "exit codes": {"BUG": 70}}
    changed: Promises = {"codes": {"PH101": "other-key", "PH900": "new"}, "exit codes": {"BUG": 70}}
    assert broken(promised, changed) == [
        "codes: PH101 was promised to be unknown-key, and is other-key",
        "codes: PH102 was promised",
    ]


def test_something_new_breaks_no_promise() -> None:
    assert not broken({"codes": {}}, {"codes": {"PH900": "new"}})


def test_the_page_lists_every_exit_code(now: Promises) -> None:
    listed = [int(row) for row in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)]
    assert set(listed) == set(now["exit codes"].values())


def test_both_tables_of_exit_codes_are_equal() -> None:
    terminal = (ROOT / "docs" / "terminal.md").read_text(encoding="utf-8")
    row = re.compile(r"^\| \d+ \| .* \|$", re.MULTILINE)
    assert row.findall(PAGE) == row.findall(terminal)
