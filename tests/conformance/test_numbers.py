"""An example's number is all that is needed to see it again."""

from itertools import islice

from tests.conformance.examples import generate


def test_a_number_leads_to_the_same_manifest_from_wherever_the_run_begins() -> None:
    whole = list(generate(40, 15))
    assert [example.number for example in whole] == list(range(40, 55))
    assert list(generate(52, 1)) == [whole[12]]


def test_a_run_can_be_left_in_the_middle() -> None:
    assert len(list(islice(generate(0, 1000), 3))) == 3


def test_examples_are_not_all_alike() -> None:
    assert len({example.manifest.text for example in generate(0, 50)}) > 40
