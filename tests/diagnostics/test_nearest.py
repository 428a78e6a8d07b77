"""The nearest name is the one that difflib would choose, found in bounded time."""

from difflib import get_close_matches
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from pilothouse.diagnostics.nearest import LONGEST_NAME, MOST_NAMES, did_you_mean, listed, nearest

NAMES = st.text("abc_é", max_size=12)


@settings(max_examples=200)
@given(NAMES, st.lists(NAMES, max_size=12), st.sampled_from([0.3, 0.6, 0.9]))
def test_it_agrees_with_difflib(name: str, known: list[str], likeness: float) -> None:
    assert nearest(name, known, likeness) == next(iter(get_close_matches(name, known, 1, likeness)), "")


def test_a_long_name_has_no_nearest_name() -> None:
    name = "a" * (LONGEST_NAME + 1)
    assert nearest(name, [name]) == ""


def test_only_the_first_names_are_compared() -> None:
    others = [f"x{n}" for n in range(MOST_NAMES)]
    assert nearest("deploy", [*others, "deploys"]) == ""
    assert nearest("deploy", ["deploys", *others]) == "deploys"


def test_the_most_promising_names_are_compared_first() -> None:
    """Hundreds of long names with the same characters cost no more than the bound allows."""
    name = "deployment-with-a-name-" * 4
    known = [f"{name[n % 40 :]}{name[: n % 40]}{n}" for n in range(MOST_NAMES)]
    start = process_time()
    assert nearest(name, [*known[1:], name + "x"]) == name + "x"
    assert process_time() - start < 1


def test_a_question_offers_the_name() -> None:
    assert did_you_mean("stagse", ["stages", "source"]) == 'did you mean "stages"?'
    assert did_you_mean("zzz", ["stages"], "see the docs") == "see the docs"


def test_a_long_list_of_names_is_cut() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(str(n) for n in range(13)).endswith("10, 11, …")
