"""Ignore comments hide the findings that they name, and are reported if they have no effect."""

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.diagnostics.place import Key, Place
from pilothouse.passes.parse import parse
from pilothouse.passes.suppress import Extent, silent_ends, suppress
from pilothouse.source.edit import apply_edits
from pilothouse.source.file import SourceFile

PATH = "a.yml"
REPEAT, UNKNOWN = codes.DUPLICATE_DEPENDENCY, codes.UNKNOWN_DEPENDENCY


def read(text: str) -> Sources:
    document = parse(SourceFile(PATH, text)).value
    assert document
    return {PATH: Source(document.file, document.spans)}


def at(key: str, code: Code = REPEAT) -> Diagnostic:
    return Diagnostic(code, "it is so", Place(PATH, Key((key,))))


def left(text: str, *findings: Diagnostic, extent: Extent = Extent()) -> list[tuple[str, str]]:  # noqa: B008
    return [(one.code.slug, one.message) for one in suppress(findings, read(text), extent)]


@pytest.mark.parametrize(
    "text",
    [
        "a: 1 # pilothouse: ignore[PH203]\n",
        "# pilothouse: ignore[PH203]\na: 1\n",
        "a: 1\n# pilothouse: ignore-file[duplicate-dependency]\n",
    ],
)
def test_an_ignored_finding_is_hidden(text: str) -> None:
    assert left(text, at("a")) == []


def test_a_finding_elsewhere_stays_and_the_comment_is_unused() -> None:
    assert left("a: 1 # pilothouse: ignore[PH203]\nb: 2\n", at("b")) == [
        ("duplicate-dependency", "it is so"),
        ("unused-ignore", "nothing on line 1 is PH203"),
    ]


def test_one_comment_may_ignore_several_findings_of_several_codes() -> None:
    text = "a: 1 # pilothouse: ignore[PH203, PH204]\n"
    assert left(text, at("a"), at("a"), at("a", UNKNOWN)) == []


def test_a_comment_for_the_file_is_unused_if_nothing_in_it_has_the_code() -> None:
    assert left("# pilothouse: ignore-file[PH203]\na: 1\n") == [
        ("unused-ignore", "nothing in this file is PH203")
    ]


def test_unknown_codes_are_reported_with_the_nearest() -> None:
    (finding,) = suppress((), read("a: 1 # pilothouse: ignore[empty-stagge]\n"), Extent())
    assert finding.code is codes.UNKNOWN_IGNORE
    assert finding.help == 'did you mean "empty-stage"?'
    assert finding.fix
    assert (finding.fix.title, finding.fix.is_safe) == ('write "empty-stage"', False)


def test_a_comment_without_codes_is_reported() -> None:
    assert left("a: 1 # pilothouse: ignore\n", at("a"))[1] == (
        "unknown-ignore",
        "the comment doesn't say what to ignore",
    )


@pytest.mark.parametrize(
    "extent", [Extent(unfinished=frozenset({PATH})), Extent(unchecked=frozenset({REPEAT}))]
)
def test_a_comment_about_unchecked_codes_is_not_unused(extent: Extent) -> None:
    assert left("a: 1 # pilothouse: ignore[PH203]\n", extent=extent) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1  # pilothouse: ignore[PH203]\nb: 2\n", "a: 1\nb: 2\n"),
        ("# pilothouse: ignore[PH203]\na: 1\n", "a: 1\n"),
        ("a: 1\n  # pilothouse: ignore-file[PH203] why", "a: 1\n"),
        ("a: 1 # because # pilothouse: ignore[PH203]\n", "a: 1 # because\n"),
        ("b: 1 # pilothouse: ignore[PH203,PH204] why\n", "b: 1 # pilothouse: ignore[PH204] why\n"),
        ("a: 1\r\n# pilothouse: ignore[PH203]\r\nc: 2\r\n", "a: 1\r\nc: 2\r\n"),
    ],
)
def test_unused_names_and_comments_can_be_removed(before: str, after: str) -> None:
    sources = read(before)
    findings = [at("b", UNKNOWN)] if before.startswith("b") else []
    (finding,) = suppress(findings, sources, Extent())
    assert finding.fix
    assert finding.fix.is_safe
    assert apply_edits(sources[PATH].file, finding.fix.resolve(sources[PATH])) == after


def test_hidden_errors_that_stopped_the_checks_are_reported() -> None:
    extent = Extent(unfinished=frozenset({PATH}))
    (finding,) = silent_ends([at("a", UNKNOWN)], [], extent)
    assert (finding.code, finding.place) == (codes.IGNORED_ERROR, Place(PATH, Key(("a",))))


def test_no_such_report_where_an_error_is_shown_or_none_was_found() -> None:
    extent = Extent(unfinished=frozenset({PATH}))
    error = at("a", UNKNOWN)
    assert not list(silent_ends([error, at("b", codes.DUPLICATE_STAGE)], [error], extent))
    assert not list(silent_ends([error], [], Extent()))
    assert not list(silent_ends([], [], extent))


def test_comments_are_not_checked_unless_requested() -> None:
    text = "a: 1 # pilothouse: ignore[PH203, nonsense]\nb: 2 # pilothouse: ignore[PH203]\n"
    assert left(text, at("a"), extent=Extent(unchecked=None)) == []
