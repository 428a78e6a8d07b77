"""What of a case no deliberate difference explains."""

from collections.abc import Iterator

from tests.conformance.case import Case
from tests.conformance.deliberate import DELIBERATE
from tests.conformance.difference_kinds import Accepts, Deliberate, Differs, Refuses
from tests.conformance.verdict import Crash, Refusal, Stack


def unexplained(case: Case, known: tuple[Deliberate, ...] = DELIBERATE) -> list[str]:
    """Everything that is not alike without a reason, a line or more each; empty if all is well."""
    return list(_unexplained(case, known))


def reasons(case: Case) -> set[str]:
    """The deliberate differences without which the case would not be explained."""
    known = tuple(one for one in DELIBERATE if isinstance(one, Differs) or _applies(one, case))
    return {one.slug for one in known if unexplained(case, tuple(k for k in known if k is not one))}


def _applies(one: Deliberate, case: Case) -> bool:
    return isinstance(one, Accepts | Refuses) and one.applies(case)


def _unexplained(case: Case, known: tuple[Deliberate, ...]) -> Iterator[str]:
    for verdict in (case.ours, case.lenient):
        if isinstance(verdict, Crash):
            yield f"ours crashes:\n{verdict.trace}"
    if not isinstance(case.theirs, Stack):
        accepts = [one for one in known if isinstance(one, Accepts)]
        if isinstance(case.ours, Stack) and not any(one.applies(case) for one in accepts):
            yield f"the client refuses, ours accepts: {case.theirs}"
        return
    yield from _unexplained_refusals(case, [one for one in known if isinstance(one, Refuses)])
    yield from _unexplained_differences(case, [one for one in known if isinstance(one, Differs)])


def _unexplained_refusals(case: Case, known: list[Refuses]) -> Iterator[str]:
    refusals = [verdict for verdict in (case.ours, case.lenient) if isinstance(verdict, Refusal)]
    applicable = [one for one in known if one.applies(case)] if refusals else []
    told: set[tuple[str, str]] = set()
    for verdict in refusals:
        is_lenient = verdict is case.lenient
        reasons = (one for one in applicable if not (is_lenient and one.is_tolerated))
        explained = {code for one in reasons for code in one.codes}
        told |= {(code, verdict.message) for code in verdict.codes - explained}
    for code, message in sorted(told):
        yield f"the client accepts, ours refuses by {code}: {message}"


def _unexplained_differences(case: Case, known: list[Differs]) -> Iterator[str]:
    if (
        isinstance(case.ours, Stack)
        and case.their_template is None
        and not any(o.breaks(case) for o in known)
    ):
        yield "the client's template can't be read"
    for difference in case.differences:
        if not any(one.explains(case, difference) for one in known):
            yield str(difference)
