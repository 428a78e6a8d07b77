"""Differences on a terminal."""

from __future__ import annotations

import re

from pilothouse.diff.side import Side
from pilothouse.diff.stack_diff import diff_stacks
from pilothouse.render.diff_text import diff_text
from pilothouse.render.palette import COLOURED
from tests.diff.build import allow, resource, role, stage, template
from tests.diff.build import pipeline_template as pipelines
from tests.diff.large import large_diff
from tests.golden_diff import diff_fixtures, fixture_diff
from tests.render.diff_examples import hostile_diff

Template = dict[str, object]


def shown(before: Template, after: Template, context: int | None = None) -> list[str]:
    text = diff_text([diff_stacks("s", Side("a", before), Side("b", after))], context=context)
    return text.splitlines()


def test_no_difference_is_reported() -> None:
    assert shown(template(), template()) == ["s: a -> b", "no difference"]


def test_a_change_is_a_line_with_its_old_and_new_value() -> None:
    before = template(X=resource("Custom::X", A={"B": [1, 2]}, C="x"))
    after = template(X=resource("Custom::X", A={"B": [1, 3]}, C="x"))
    assert shown(before, after) == [
        "s: a -> b",
        "~ X (Custom::X): updated, in an unknown way",
        "    ~ A.B[1]: 2 -> 3",
        "",
        "1 resource to update",
    ]


def test_the_place_of_a_statement_is_its_policy() -> None:
    before, after = template(R=role(allow("a:b"))), template(R=role(allow("a:b"), allow("a:b", "x")))
    assert "    + Policies[inline] > statement Allow a:b on x" in shown(before, after)


def test_stages_are_counted_from_one() -> None:
    a, b = stage("A"), stage("B")
    assert "    > stage A: from place 1 to place 2" in shown(pipelines(a, b), pipelines(b, a))


def test_a_text_is_shown_line_by_line() -> None:
    before = template(X=resource("Custom::X", Code="one\ntwo\nthree\n"))
    after = template(X=resource("Custom::X", Code="one\n2\nthree\n"))
    assert shown(before, after)[2:8] == [
        "    ~ Code",
        "        @@",
        "         one",
        "        -two",
        "        +2",
        "         three",
    ]


def test_lines_of_context_are_shown_on_demand() -> None:
    before = template(X=resource("Custom::X", A=1, B=2, C=3))
    after = template(X=resource("Custom::X", A=1, B=4, C=3))
    assert shown(before, after, 1)[2:7] == [
        "    @@",
        "         A: 1",
        "    -    B: 2",
        "    +    B: 4",
        "         C: 3",
    ]


def test_sets_in_another_order_have_no_lines() -> None:
    before = template(R=role(allow(["a:b", "c:d"]), allow("e:f")), X=resource("Custom::X", A=1))
    after = template(R=role(allow("e:f"), allow(["c:d", "a:b", "g:h"])), X=resource("Custom::X", A=1))
    lines = [line for line in shown(before, after, 0) if line.startswith(("    +", "    -"))]
    assert lines == ["    +                - g:h"]


def test_long_values_are_shown_whole_where_they_differ() -> None:
    before, after = template(X=resource("C::X", A="x" * 500)), template(X=resource("C::X", A="y" * 500))
    (line,) = [line for line in shown(before, after) if line.startswith("    ~")]
    assert f": {'x' * 500} -> {'y' * 500}" in line


def test_nothing_in_a_template_acts_on_the_terminal() -> None:
    for context in (None, 3):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", diff_text([hostile_diff()], context=context))


def test_colours_change_no_words() -> None:
    for fixture in diff_fixtures():
        diffs = [fixture_diff(fixture)]
        assert re.sub(r"\x1b\[[\d;]*m", "", diff_text(diffs, COLOURED)) == diff_text(diffs)


def test_a_large_difference_is_counted() -> None:
    assert diff_text([large_diff()]).splitlines()[-1] == "41 resources to update; 919 risks"
