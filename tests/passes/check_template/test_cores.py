"""Work runs on all cores, each item once, and every failure is noticed."""

import os

import pytest

from pilothouse.passes.check_template import cores
from pilothouse.passes.check_template.cores import on_cores

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # pytest-xdist has threads


@pytest.fixture(params=[1, 2, 3], ids="{} cores".format)
def number_of_cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    number: int = request.param
    monkeypatch.setattr(cores, "_cores", lambda: number)
    return number


def test_each_item_is_processed_once(number_of_cores: int) -> None:
    done = list(on_cores(lambda number: (number * 2, os.getpid()), range(20), (0, 0)))
    assert sorted(thing for thing, _ in done) == list(range(20))
    assert all(twice == 2 * thing for thing, (twice, _) in done)
    processes = {process for _, (_, process) in done}
    assert (processes == {os.getpid()}) == (number_of_cores == 1)
    assert len(processes) <= number_of_cores


@pytest.mark.usefixtures("number_of_cores")
def test_few_items_are_processed_in_this_process() -> None:
    assert list(on_cores(lambda _: os.getpid(), [1, 2, 3], "killed")) == [(n, os.getpid()) for n in (1, 2, 3)]


@pytest.mark.usefixtures("number_of_cores")
def test_what_a_worker_raises_is_raised_here() -> None:
    with pytest.raises((RuntimeError, ZeroDivisionError), match="by zero"):
        list(on_cores(lambda number: 1 // number, [2, 1, 0, 3, 4], "killed"))


@pytest.mark.usefixtures("number_of_cores")
@pytest.mark.parametrize("number_of_cores", [2], indirect=True)
@pytest.mark.parametrize("fatal", [{2}, {0, 1, 4, 9}, set(range(10))], ids=["one", "several", "all"])
def test_only_the_item_that_killed_its_worker_is_lost(fatal: set[int]) -> None:
    def work(number: int) -> str:
        return os._exit(9) if number in fatal else "done"

    done = dict(on_cores(work, range(10), "killed"))
    assert done == {number: "killed" if number in fatal else "done" for number in range(10)}
