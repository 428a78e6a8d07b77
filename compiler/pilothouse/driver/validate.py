"""Ask cfn-lint about what was compiled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.driver.compilation import Compilation
from pilothouse.ir.stack import Stack

if TYPE_CHECKING:
    from pilothouse.passes.check_template import Verdicts, Watch


class Checker(Protocol):
    """What checks templates."""

    def check_all(self, stacks: Sequence[tuple[Stack, str]]) -> list[tuple[Diagnostic, ...]]:
        """Return the findings about each stack and its region, at the places that caused them."""
        ...


def validate(compilation: Compilation, checker: Checker) -> Compilation:
    """Ask cfn-lint about the stack, if there is one and nothing is wrong with it yet."""
    return validate_all([compilation], checker)[0]


def validate_all(compilations: Sequence[Compilation], checker: Checker) -> list[Compilation]:
    """Ask cfn-lint about many stacks at once, which it takes less time for than for one after the other."""
    stacks = {
        index: (one.stack, one.request.context.application.region)
        for index, one in enumerate(compilations)
        if one.stack and not one.has_errors
    }
    found = dict(zip(stacks, checker.check_all(list(stacks.values())), strict=True))
    return [one.with_findings(found.get(index, ())) for index, one in enumerate(compilations)]


def load_checker(kept: Verdicts | None = None, watch: Watch | None = None) -> Checker:
    """Return what asks cfn-lint, as nothing else here does. Its verdicts are `kept` where that is wanted."""
    from pilothouse.passes.check_template import TemplateChecker

    return TemplateChecker(kept, watch)
