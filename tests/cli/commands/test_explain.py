"""`pilothouse explain` with an unknown code."""

import pytest

from tests.cli.workspaces import run


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("PH299", "the codes from PH201 to PH"),
        ("ph999", "the codes from PH001 to PH"),
        ("404", "the codes from PH401 to PH"),
        ("unknown-kye", 'did you mean "unknown-key"?'),
        ("nonsense-of-mine", "`pilothouse explain` lists them"),
    ],
)
def test_a_number_has_no_nearest_and_a_name_has(code: str, hint: str) -> None:
    explained = run("explain", code)
    assert explained.exit_code == 2
    assert explained.stderr.startswith(f'pilothouse: "{code}" is not a code\n  {hint}')
