"""Each call of each command fails in turn; a second run ends in the same state as one clean run.

`make faults` tries them all; without FAULTS a few of each command are tried.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import count

import pytest

from tests.cli.workspaces import run
from tests.emulator import Application, Emulator
from tests.faults.conftest import TRIES_ALL
from tests.faults.kinds import IN_PROCESS, TO_PROCESSES, Step, Steps, run_with_fault
from tests.faults.ready import Ready
from tests.faults.scenarios import SCENARIOS, Place, Scenario, State, succeed

KINDS = (*IN_PROCESS, *TO_PROCESSES)
NUMBERS = count(1000)


def place(application: Application, account: Emulator) -> Place:
    """A separate pipeline, with a name as long as all others."""
    return Place(application, account, f"p{next(NUMBERS)}")


def clean_run(scenario: Scenario, here: Place) -> tuple[list[Step], State]:
    """Run without a fault: the calls that were made, and the state that it came to."""
    scenario.prepare(here)
    steps = Steps()
    with here.emulator.intercept(steps):
        succeed(run(*scenario.arguments(here)))
    return sorted(steps.seen), here.state()


def trials(steps: list[Step], offset: int) -> Iterator[tuple[str, Step]]:
    """Every call with every kind of fault; or a sample: three calls with the kinds from `offset` on."""
    if TRIES_ALL:
        yield from ((kind, step) for kind in KINDS for step in steps)
    else:
        for number in range(3):
            yield KINDS[(offset + number) % len(KINDS)], steps[(number + 1) * (len(steps) - 1) // 3]


@pytest.mark.starts_early
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_second_run_fixes_the_effects_of_a_fault(
    scenario: Scenario,
    application: Application,
    account: Emulator,
    tally: Counter[tuple[str, str]],
    ready: Ready,
    subtests: pytest.Subtests,
) -> None:
    steps, expected = clean_run(scenario, place(application, account))
    assert steps
    for kind, step in trials(steps, 3 * SCENARIOS.index(scenario)):
        here = place(application, account)
        scenario.prepare(here)
        with subtests.test(kind, step=step):
            check_trial(kind, step, scenario.arguments(here), here, expected, ready)
            tally[scenario.name, kind] += 1


def check_trial(
    kind: str, step: Step, arguments: tuple[str, ...], here: Place, expected: State, ready: Ready
) -> None:
    faulty = run_with_fault(kind, step, arguments, here, ready)
    if kind in IN_PROCESS and faulty.exit_code == 0:  # what AWS did all the same was noticed
        assert here.state() == expected
    elif kind in IN_PROCESS:
        assert faulty.exit_code == 3, faulty
        assert "cannot " in faulty.stderr
        assert "  call: " in faulty.stderr
    else:
        assert faulty.exit_code in (-9, 0, 130), faulty
    second = run(*arguments)
    assert second.exit_code == 0, f"{faulty}\n{second.stderr}"
    assert here.state() == expected, faulty
