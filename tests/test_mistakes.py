"""The table of mistakes: each is reported once, with a next step; the output is in `fixtures/mistakes`."""

import pytest

from pilothouse.driver import Checker
from tests.mistakes import WITH_POLICIES, Mistake, compile_mistake, mistakes

SEVERAL = {
    "nothing but a name": 2,
    "stages as a list of names": 2,
    "GitHubV1 without a token": 2,
    "an approval without a value": 0,
}
"""Mistakes that are several, or none: nothing after `requires_approval:` means that nobody must approve."""


class NoChecker:
    """Checks nothing."""

    def check_all(self, stacks: object) -> list[tuple[()]]:
        """Find nothing."""
        raise AssertionError(stacks)


def test_there_are_many() -> None:
    assert len(mistakes()) >= 250
    titles = [mistake.title for mistake in mistakes()]
    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize(
    "mistake",
    [mistake for mistake in mistakes() if mistake.heading != WITH_POLICIES],
    ids=lambda mistake: mistake.title,
)
def test_a_mistake_is_reported_once_with_a_next_step(mistake: Mistake) -> None:
    checker: Checker = NoChecker()  # type: ignore[assignment]
    found = compile_mistake(mistake, checker).diagnostics
    assert len(found) == SEVERAL.get(mistake.title, 1), [finding.message for finding in found]
    assert all(finding.help for finding in found)
