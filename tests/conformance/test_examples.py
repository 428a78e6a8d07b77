"""Generated manifests: what the two compilers make of them differs by intention only.

`EXAMPLES=5000` says how many, `FIRST=2500` where they begin, `EXAMPLE=17` which one it is to be.
"""

import os
import sys
from collections import Counter
from itertools import islice

import pytest

from tests.conformance.case import Case
from tests.conformance.examples import BATCH, Example, generate
from tests.conformance.judge import unexplained
from tests.conformance.laboratory import Laboratory
from tests.conformance.worlds import WORLDS

FEW = 40
TELL_EVERY = 500

pytestmark = pytest.mark.starts_early


def _wanted() -> tuple[int, int]:
    """The number of the first example, and how many."""
    if "EXAMPLE" in os.environ:
        return int(os.environ["EXAMPLE"]), 1
    return int(os.environ.get("FIRST", "0")), int(os.environ.get("EXAMPLES", FEW))


def test_generated_manifests(
    laboratory: Laboratory, examples: list[Example], capsys: pytest.CaptureFixture[str]
) -> None:
    first, count = _wanted()
    wanted = examples[first : first + count] if first + count <= len(examples) else generate(first, count)
    verdicts: Counter[str] = Counter()
    failures: list[str] = []

    def tell(text: str) -> None:
        """Show how a long run goes, while it goes."""
        if count > FEW:
            with capsys.disabled():
                sys.stdout.write(f"\n{text}")
                sys.stdout.flush()

    for example in wanted:
        case = laboratory.hear(example.manifest, WORLDS[example.world])
        verdicts[_kind(case)] += 1
        if problems := unexplained(case):
            failures.append("\n".join([f"EXAMPLE={example.number}", str(case), *problems]))
            tell(failures[-1])
        if verdicts.total() % TELL_EVERY == 0 or verdicts.total() == count:
            tell(f"{_told(verdicts)}; {len(failures)} unexplained")
    assert verdicts.total() == count
    assert not failures, "\n\n".join(failures[:10])


def test_a_number_leads_to_the_same_manifest_from_wherever_the_run_begins(examples: list[Example]) -> None:
    assert [example.number for example in examples] == list(range(BATCH + 5))
    assert list(generate(BATCH + 2, 1)) == [examples[BATCH + 2]]


def test_a_run_can_be_left_in_the_middle() -> None:
    assert len(list(islice(generate(BATCH, 1000), 3))) == 3


def test_examples_are_not_all_alike(examples: list[Example]) -> None:
    assert len({example.manifest.text for example in examples[:BATCH]}) > 40


def _kind(case: Case) -> str:
    theirs, ours, lenient = (type(v).__name__.lower() for v in (case.theirs, case.ours, case.lenient))
    if theirs == ours == "stack":
        return "same template" if not case.differences else "templates differ as intended"
    return f"theirs {theirs}, ours {ours}" + (f" (lenient {lenient})" if ours != lenient else "")


def _told(verdicts: Counter[str]) -> str:
    kinds = "; ".join(f"{number} {kind}" for kind, number in verdicts.most_common())
    return f"{verdicts.total()} examples: {kinds}"
