"""The page of each code, for people and machines."""

import pytest

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.codes import ALL_CODES
from pilothouse.diagnostics.pages import page_text
from pilothouse.diagnostics.severity import Severity


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.id)
def test_a_page_starts_with_its_code_and_has_no_markers_for_authors(code: Code) -> None:
    page = page_text(code)
    assert page.startswith(f"# {code.id} {code.slug}\n")
    assert "<!--" not in page


def test_a_code_without_a_page_has_its_summary() -> None:
    page = page_text(Code("PH999", "no-page", Severity.NOTE, "It has no page"))
    assert page == "# PH999 no-page\n\nIt has no page.\n"
