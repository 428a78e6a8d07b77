"""The effect of an ignore comment."""

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.ignore import Ignore, read_ignores
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile


def ignores(text: str) -> list[Ignore]:
    document = parse(SourceFile("a.yml", text)).value
    assert document
    return list(read_ignores(document.file, document.spans))


def only(text: str) -> Ignore:
    (ignore,) = ignores(text)
    return ignore


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b # pilothouse: ignore[PH203]\n", 1),
        ("# pilothouse: ignore[PH203]\na: b\n", 2),
        ("# pilothouse: ignore[PH203]\n\n# more\n  \na: b\n", 5),
        ("a: b\n# pilothouse: ignore[PH203]\n", 2),
        ("# pilothouse: ignore-file[PH203]\na: b\n", None),
        ("a: b # pilothouse: ignore-file[PH203]\n", None),
    ],
    ids=[
        "its own line",
        "the next",
        "the next with content",
        "none follows",
        "the file",
        "the file, anywhere",
    ],
)
def test_a_comment_applies_to_a_line_or_the_file(text: str, line: int | None) -> None:
    assert only(text).line == line


@pytest.mark.parametrize(
    "comment",
    [
        "# pilothouse: ignore[PH203]",
        "#pilothouse:ignore[ph203]",
        "# pilothouse: ignore [duplicate-dependency]",
        "# pilothouse: ignore[PH204, duplicate-dependency]",
        "# pilothouse: ignore[PH203] counted once anyway",
        "# because # pilothouse: ignore[PH203]",
        "# Pilothouse: Ignore[PH203]",
        "# pilothouse: ignore[PH20]",
        "# pilothouse: ignore[ph2]",
    ],
)
def test_a_code_is_named_by_number_or_slug(comment: str) -> None:
    ignore = only(f"a: b {comment}\n")
    assert any(codes.DUPLICATE_DEPENDENCY in name.codes for name in ignore.names)
    assert ignore.line == 1


def test_a_comment_for_the_file_has_no_line() -> None:
    assert only("a: b # pilothouse: ignore-file[PH203]\n").line is None


@pytest.mark.parametrize(
    "comment", ["# pilothouse: ignore", "# pilothouse: ignore[]", "# pilothouse: ignored[x]"]
)
def test_a_comment_that_names_nothing_covers_nothing(comment: str) -> None:
    assert only(f"a: b {comment}\n").names == ()


def test_names_have_their_places() -> None:
    names = only("a: b # pilothouse: ignore[PH203, nonsense]\n").names
    assert [(name.text, name.span.start.column, name.codes) for name in names] == [
        ("PH203", 27, {codes.DUPLICATE_DEPENDENCY}),
        ("nonsense", 34, frozenset()),
    ]


def test_other_pilothouse_comments_ignore_nothing() -> None:
    assert ignores("a: b # pilothouse: see the docs\n") == []
