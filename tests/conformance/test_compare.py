"""Differences are found, with the path to each."""

from tests.conformance.compare import ABSENT, Difference, compare


def test_equal_templates_have_none() -> None:
    assert list(compare({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]})) == []


def test_each_difference_is_found_with_its_place() -> None:
    ours = {"a": [1, 2, 3], "b": {"c": "x"}, "d": 1}
    theirs = {"a": [1, 3], "b": {"c": "y"}, "e": 1}
    assert list(compare(ours, theirs)) == [
        Difference(("a", 1), 2, 3),
        Difference(("a", 2), 3, ABSENT),
        Difference(("b", "c"), "x", "y"),
        Difference(("d",), 1, ABSENT),
        Difference(("e",), ABSENT, 1),
    ]


def test_types_count() -> None:
    assert [d.path for d in compare([1, 1, 1, None], [1.0, True, "1", {}])] == [(0,), (1,), (2,), (3,)]


def test_a_difference_is_shown_as_a_path_with_both_sides() -> None:
    shown = str(Difference(("Resources", "Pipeline", 0), "x", ABSENT))
    assert shown == "Resources/Pipeline/0\n    ours:   'x'\n    theirs: -"
