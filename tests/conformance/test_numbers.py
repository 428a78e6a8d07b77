"""An example's number is all that is needed to see it again."""

from itertools import islice

import pytest

from tests.conformance.examples import BATCH, Example, generate

pytestmark = pytest.mark.xdist_group("emulator")  # where the first examples are drawn


def test_a_number_leads_to_the_same_manifest_from_wherever_the_run_begins(examples: list[Example]) -> None:
    assert [example.number for example in examples] == list(range(BATCH + 5))
    assert list(generate(BATCH + 2, 1)) == [examples[BATCH + 2]]


def test_a_run_can_be_left_in_the_middle() -> None:
    assert len(list(islice(generate(BATCH, 1000), 3))) == 3


def test_examples_are_not_all_alike(examples: list[Example]) -> None:
    assert len({example.manifest.text for example in examples[:BATCH]}) > 40
