"""What people read of a finding."""

from dataclasses import replace
from textwrap import dedent

import pytest

from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.fix import Fix, RenameKey
from pilothouse.diagnostics.locate import Sources
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.render.diagnostics_text import diagnostics_text, summary
from pilothouse.render.palette import COLOURED
from tests.render.build import PATH, error, mapped, mapped_sources, place, sources, warning


def shown(finding: Diagnostic, known: Sources) -> str:
    """The text of one finding, without the summary."""
    return diagnostics_text([finding], known).rpartition("\n\n")[0]


def marked(line: str, start: int, end: int) -> tuple[str, str]:
    """The source line and the line of carets below it, for a span of that line."""
    text = shown(error(place(1, start, 1, end)), sources(line))
    code, carets = text.split("\n")[3:5]
    return code.removeprefix("1 | "), carets.removeprefix("  | ")


def test_a_finding_shows_message_place_line_and_next_step() -> None:
    finding = error(place(2, 3, 2, 6), "`abc` is broken", help="write `abd`")
    assert shown(finding, sources("first\n  abc: 1\n")) == dedent(
        """\
        error[PH900 broken-thing]: `abc` is broken
         --> manifest.yml:2:3
          |
        2 |   abc: 1
          |   ^^^
          |
          = help: write `abd`"""
    )


def test_the_gutter_is_as_wide_as_the_longest_line_number() -> None:
    finding = error(place(100, 1, 100, 2), related=(Related(place(9, 1, 9, 2), "first seen here"),))
    assert shown(finding, sources("x\n" * 100)) == dedent(
        """\
        error[PH900 broken-thing]: it is broken
           --> manifest.yml:100:1
            |
        100 | x
            | ^
            |
           ::: manifest.yml:9:1
            |
          9 | x
            | - first seen here"""
    )


def test_a_key_and_a_value_are_looked_up_in_the_source_map() -> None:
    known = mapped_sources("name", "web")
    assert "  | ^^^^" in shown(error(Place(PATH, Key(("name",)))), known).split("\n")
    assert "  |       ^^^" in shown(error(Place(PATH, Value(("name",)))), known).split("\n")


def test_a_finding_about_a_whole_file_shows_its_path_alone() -> None:
    finding = error(Place(PATH), help="add a document", related=(Related(Place("other.yml"), "read from"),))
    assert shown(finding, sources("")) == dedent(
        """\
        error[PH900 broken-thing]: it is broken
         --> manifest.yml
          = note: read from: other.yml
          = help: add a document"""
    )


def test_a_finding_in_a_file_that_could_not_be_read_shows_the_place_without_a_line() -> None:
    assert shown(error(place(3, 1, 3, 2)), {}).split("\n")[1:] == [" --> manifest.yml"]


def test_help_of_several_lines_keeps_its_indentation() -> None:
    text = shown(error(Place(PATH), help="one of:\n- a\n- b"), {})
    assert text.split("\n")[-3:] == ["  = help: one of:", "          - a", "          - b"]


def test_a_span_of_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    text = shown(error(place(1, 3, 3, 2)), sources("a: [b,  \n c,\n ]\n"))
    assert text.split("\n")[2:] == ["  |", "1 | a: [b,", "  |   ^^^^"]


@pytest.mark.parametrize(
    ("line", "start", "end", "code", "carets"),
    [
        ("a: bc", 4, 6, "a: bc", "   ^^"),
        ("a: bc", 6, 6, "a: bc", "     ^"),
        ("", 1, 1, "", "^"),
        ("a", 40, 50, "a", " ^"),
        ("\ta: b", 2, 3, "    a: b", "    ^"),
        ("日本: x", 5, 6, "日本: x", "      ^"),
        ("日本: x", 1, 3, "日本: x", "^^^^"),
        ("e\u0301a: x", 3, 4, "e\u0301a: x", " ^"),
        ("\x1b[31m: x", 8, 9, "\\x1b[31m: x", "          ^"),
        ("\u202eab: x", 1, 2, "\\u202eab: x", "^^^^^^"),
        ("\ud800: x", 4, 5, "\\ud800: x", "        ^"),
    ],
)
def test_carets_are_under_the_span(line: str, start: int, end: int, code: str, carets: str) -> None:
    text = shown(error(place(1, start, 1, end)), sources(line)).split("\n")
    assert text[3:] == [f"1 | {code}".rstrip(), f"  | {carets}"]


@pytest.mark.parametrize("start", [1, 60, 119, 150, 300, 496])
@pytest.mark.parametrize("filler", ["x", "日", "\t"])
def test_a_long_line_is_cut_around_the_span(start: int, filler: str) -> None:
    line = filler * (start - 1) + "here!" + filler * (500 - start)
    code, carets = marked(line, start, start + 5)
    assert "here!" in code
    columns = [column for one in code for column in one * (2 if one == "日" else 1)]
    assert len(columns) <= 120
    assert "".join(columns)[carets.index("^") : len(carets)] == "here!"


def test_a_long_span_is_underlined_as_far_as_it_is_shown() -> None:
    code, carets = marked("key: " + "x" * 500, 6, 506)
    assert code.endswith("x…")
    assert len(carets) == len(code) - 1


def test_no_control_character_reaches_the_terminal() -> None:
    evil = "\x1b]0;title\x07"
    finding = error(Place(evil), evil, help=evil, related=(Related(Place(evil), evil),))
    assert diagnostics_text([finding], {}).replace("\n", "").isprintable()


def test_colours_only_add_attributes() -> None:
    finding = error(place(1, 1, 1, 2), help="do", related=(Related(place(1, 1, 1, 2), "see"),))
    coloured = diagnostics_text([finding], sources("a"), COLOURED)
    assert "\x1b[1;31merror[PH900 broken-thing]\x1b[0m" in coloured
    for attributes in ("0", "1", "1;31", "1;34"):
        coloured = coloured.replace(f"\x1b[{attributes}m", "")
    assert coloured == diagnostics_text([finding], sources("a"))


def test_findings_are_in_the_given_order_with_a_summary_at_the_end() -> None:
    text = diagnostics_text([warning(Place("b.yml")), error(Place("a.yml"))], {})
    assert text == dedent(
        """\
        warning[PH901 doubtful-thing]: it is doubtful
         --> b.yml

        error[PH900 broken-thing]: it is broken
         --> a.yml

        1 error, 1 warning in 2 files
        """
    )


def test_no_findings_give_an_empty_text() -> None:
    assert diagnostics_text([], {}) == ""


def test_the_summary_counts_by_severity() -> None:
    one, other = error(Place("a")), warning(Place("a"))
    assert summary([one, other, one]) == "2 errors, 1 warning in 1 file"
    assert summary([other, other.at_severity(Severity.NOTE)]) == "1 warning, 1 note in 1 file"


def test_a_fix_is_named_with_the_options_that_make_it() -> None:
    known = mapped("nmae: x\n")
    for is_safe, options in ((True, "--fix"), (False, "--fix --unsafe-fixes")):
        fix = Fix("write name", (RenameKey(("nmae",), "name"),), is_safe)
        text = shown(replace(error(Place(PATH, Key(("nmae",)))), fix=fix), known)
        assert text.endswith(f"\n  = fix: write name (lint {options})")


def test_a_fix_that_cannot_be_made_is_not_named() -> None:
    fix = Fix("write name", (RenameKey(("gone",), "name"),), is_safe=True)
    assert "fix" not in shown(replace(error(Place(PATH)), fix=fix), mapped("nmae: x\n"))
