"""The page about a code, as people and machines get it."""

import pytest

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.codes import ALL_CODES
from pilothouse.diagnostics.pages import page_text
from pilothouse.diagnostics.severity import Severity


@pytest.mark.parametrize("code", ALL_CODES, ids=lambda code: code.id)
def test_a_page_begins_with_its_code_and_holds_no_remarks_to_its_writers(code: Code) -> None:
    page = page_text(code)
    assert page.startswith(f"# {code.id} {code.slug}\n")
    assert "<!--" not in page


def test_a_code_without_a_page_has_its_summary() -> None:
    page = page_text(Code("PH999", "no-page", Severity.NOTE, "It has no page"))
    assert page == "# PH999 no-page\n\nIt has no page.\n"
