"""Progress is shown for long runs, and taken back."""

import io

from pilothouse.cli.checking import Progress


def shown(of: int) -> str:
    stream = io.StringIO()
    progress = Progress(stream)
    for done in range(1, of + 1):
        progress.show(done, of)
    return stream.getvalue()


def test_a_few_templates_need_no_progress() -> None:
    assert shown(5) == ""


def test_a_line_counts_many_and_is_empty_at_the_end() -> None:
    lines = shown(7).split("\r\x1b[K")
    assert lines[1] == "cfn-lint: 1 of 7 templates"
    assert lines[6] == "cfn-lint: 6 of 7 templates"
    assert lines[7:] == [""]
