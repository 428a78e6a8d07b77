"""Progress is shown for long runs, and taken back."""

import pytest

from pilothouse.cli.checking import show_checked


def shown(of: int, capsys: pytest.CaptureFixture[str]) -> str:
    for done in range(1, of + 1):
        show_checked(done, of)
    return capsys.readouterr().err


def test_a_few_templates_need_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(5, capsys) == ""


def test_a_line_counts_many_and_is_empty_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(7, capsys).split("\r\x1b[K")
    assert lines[1] == "cfn-lint: 1 of 7 templates"
    assert lines[6] == "cfn-lint: 6 of 7 templates"
    assert lines[7:] == [""]
