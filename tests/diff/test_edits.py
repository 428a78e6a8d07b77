"""Which lines of two sides were edited."""

from __future__ import annotations

from pilothouse.diagnostics.locate import Source
from pilothouse.diff.edits import Edits, edited_lines
from pilothouse.source.file import SourceFile


def source(text: str, path: str = "manifest.yml") -> Source:
    return Source(SourceFile(path, text))


def numbers(before: str, after: str) -> tuple[list[int], list[int]]:
    old, new = edited_lines(source(before), source(after))
    return sorted(old), sorted(new)


def sides(*files: tuple[str, str]) -> dict[str, Source]:
    return {path: source(text, path) for path, text in files}


def test_lines_that_differ_are_edited() -> None:
    assert numbers("a\nb\nc\n", "a\nx\nc\nd\n") == ([2], [2, 4])
    assert numbers("a\nb\n", "a\nb\n") == ([], [])
    assert numbers("a\nb\nc\n", "a\nc\n") == ([2], [])


def test_another_line_ending_is_not_an_edit() -> None:
    assert numbers("a\r\nb\r\n", "a\nb\n") == ([], [])


def test_of_many_lines_those_are_edited_that_the_other_file_lacks() -> None:
    lines = [f"line {number}" for number in range(5_000)]
    turned = [*reversed(lines[:-1]), "new"]
    assert numbers("\n".join(lines), "\n".join(turned)) == ([5_000], [5_000])


def test_manifests_go_together_whatever_they_are_called_and_others_by_their_names() -> None:
    before = sides(("HEAD:one.yml", "a\n"), ("HEAD:x/cfn.patches.yml", "p\n"), ("HEAD:context.yml", "c\n"))
    after = sides(("two.yml", "a\n"), ("y/cfn.patches.yml", "q\n"), ("other.yml", "d\n"))
    edits = Edits(before, after, ("HEAD:context.yml", "other.yml"))
    assert not edits.is_after("two.yml", 1)
    assert edits.is_after("y/cfn.patches.yml", 1)
    assert edits.is_after("other.yml", 1)
    assert edits.is_before("HEAD:context.yml", 1)
    assert edits.counterpart("HEAD:one.yml", is_old=True) == "two.yml"
    assert edits.counterpart("other.yml", is_old=False) == "HEAD:context.yml"


def test_a_file_without_a_counterpart_is_new_but_of_a_context_nothing_is_known() -> None:
    after = sides(("manifest.yml", "a\n"), ("cfn.patches.yml", "p\n"), ("context.yml", "c\n"))
    edits = Edits(sides(("manifest.yml", "a\n")), after, ("", "context.yml"))
    assert edits.is_after("cfn.patches.yml", 1)
    assert not edits.is_after("context.yml", 1)


def test_without_files_on_both_sides_nothing_is_known() -> None:
    edits = Edits({}, sides(("manifest.yml", "a\n")), ("", ""))
    assert not edits.is_after("manifest.yml", 1)
    assert edits.counterpart("manifest.yml", is_old=False) is None
