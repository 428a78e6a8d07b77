"""The golden files are up to date, and each has exactly the findings of its fixture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.codes import ALL_CODES
from tests.golden import (
    CODE_PAGES,
    FIXTURES,
    ROOT,
    Part,
    fixtures,
    left_over,
    parts,
    stale_files,
)
from tests.pages.code_example import EXAMPLE_MARK


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.starts_early
@pytest.mark.parametrize("part", parts(), ids=lambda part: part.name)
def test_golden_files_are_current(part: Part) -> None:
    assert [str(path.relative_to(ROOT)) for path in stale_files(part)] == []


def test_every_golden_file_next_to_a_fixture_belongs_to_a_part() -> None:
    owned = [path for part in parts() for path in left_over({}, part.owns)]
    assert sorted(owned) == left_over({})


@pytest.mark.parametrize("fixture", fixtures("errors"), ids=lambda fixture: fixture.stem)
def test_a_defect_is_found_under_its_own_code_alone(fixture: Path) -> None:
    said = fixture.with_name(f"{fixture.stem}.out").read_text(encoding="utf-8")
    assert set(re.findall(r"^\w+\[(PH\d+ [\w-]+)\]", said, re.MULTILINE)) == {
        fixture.stem.replace("-", " ", 1)
    }


NO_FIXTURES = {codes.DISTRUSTED_SETTING, codes.STRAY_LINK, codes.ODD_FILE}
"""What git or a source distribution can't hold, or depends on the user; tests/security has their examples."""


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.id)
def test_a_code_has_a_fixture_and_a_page_with_its_example(code: Code) -> None:
    fixtures = list((FIXTURES / "errors").glob(f"{code.id}-{code.slug}.out"))
    assert bool(fixtures) == (code not in NO_FIXTURES)
    page = (CODE_PAGES / f"{code.id}-{code.slug}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code.id} {code.slug}\n")
    assert len(page.split(EXAMPLE_MARK)) == 2


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.id)
def test_a_code_is_raised_somewhere(code: Code) -> None:
    names = [name for name, value in vars(codes).items() if value is code]
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "compiler").rglob("*.py"))
    used = sum(text.count(f"codes.{names[0]}") for text in sources)
    assert used, f"nothing uses {names[0]}"


def test_codes_and_slugs_are_unique() -> None:
    assert len({code.id for code in ALL_CODES}) == len({code.slug for code in ALL_CODES}) == len(ALL_CODES)
