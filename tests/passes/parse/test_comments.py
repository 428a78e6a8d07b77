"""Comments for Pilothouse are found where YAML has a comment, and nowhere else."""

import pytest

from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile


def found(text: str) -> list[tuple[int, int, str]]:
    document = parse(SourceFile("a.yml", text)).value
    assert document
    return [(one.span.start.line, one.span.start.column, one.text) for one in document.spans.comments]


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("a: b # pilothouse: x\n", [(1, 6, "# pilothouse: x")]),
        ("# pilothouse: x\na: b\n", [(1, 1, "# pilothouse: x")]),
        ("a: b\n# pilothouse: x", [(2, 1, "# pilothouse: x")]),
        ("a: [b, # pilothouse: x\n  c]\n", [(1, 8, "# pilothouse: x")]),
        ("a: | # pilothouse: x\n  b\n", [(1, 6, "# pilothouse: x")]),
        ("a: >-\n  b\n# pilothouse: x\nc: d\n", [(3, 1, "# pilothouse: x")]),
        ("--- # pilothouse: x\na: b\n", [(1, 5, "# pilothouse: x")]),
        ("a: 'é😀' # pilothouse: x\n", [(1, 9, "# pilothouse: x")]),
        ("a: b # why # pilothouse: x\n", [(1, 6, "# why # pilothouse: x")]),
        ("a: b\r\nc: d # pilothouse: x\r\n", [(2, 6, "# pilothouse: x")]),
        (
            "a: &x b # pilothouse: x\nc: *x # pilothouse: y\n",
            [(1, 9, "# pilothouse: x"), (2, 7, "# pilothouse: y")],
        ),
    ],
)
def test_a_comment_is_found(text: str, comments: list[tuple[int, int, str]]) -> None:
    assert found(text) == comments


@pytest.mark.parametrize(
    "text",
    [
        "a: b # for others\n",
        "a: 'b # pilothouse: x'\n",
        'a: "b # pilothouse: x"\n',
        "a: 'b\n  # pilothouse: x'\n",
        "a: |\n  b # pilothouse: x\n  # pilothouse: x\n",
        "a: >\n  # pilothouse: x\n",
        "a: b# pilothouse:x\n",
        "a#pilothouse: x\n",
        "<<: {a: 'b # pilothouse: x'}\na: c\n",
    ],
)
def test_text_that_only_looks_like_a_comment_is_not_found(text: str) -> None:
    assert found(text) == []
