"""The kinds of deliberate differences."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.conformance.case import Case
from tests.conformance.compare import Difference


@dataclass(frozen=True, slots=True)
class Deliberate:
    """A difference that is meant: what the client does, what ours does, and why."""

    slug: str
    fixture: str
    copilot: str
    pilothouse: str
    because: str


@dataclass(frozen=True, slots=True)
class Refuses(Deliberate):
    """Ours refuses, with these codes, what the client accepts; only where asked, if it `is_tolerated`."""

    codes: frozenset[str] = field(kw_only=True)
    applies: Callable[[Case], bool] = field(kw_only=True)
    is_tolerated: bool = field(kw_only=True, default=False)


@dataclass(frozen=True, slots=True)
class Accepts(Deliberate):
    """Ours accepts what the client refuses, or crashes on."""

    applies: Callable[[Case], bool] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Differs(Deliberate):
    """Both accept, and the templates differ in places; `breaks` where theirs may be no YAML at all."""

    explains: Callable[[Case, Difference], bool] = field(kw_only=True)
    breaks: Callable[[Case], bool] = field(kw_only=True, default=lambda _: False)
