"""Run cfn-lint on compiled templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.driver.compilation import Compilation
from pilothouse.ir.stack import Stack

if TYPE_CHECKING:
    from pilothouse.passes.check_template import Verdicts, Watch


class Checker(Protocol):
    """A checker of templates."""

    def check_all(self, stacks: Sequence[tuple[Stack, str]]) -> list[tuple[Diagnostic, ...]]:
        """Return the findings about each stack and its region, at the places that caused them."""
        ...


def validate(compilation: Compilation, checker: Checker) -> Compilation:
    """Run cfn-lint on the stack, if there is one without errors."""
    return validate_all([compilation], checker)[0]


def validate_all(compilations: Sequence[Compilation], checker: Checker) -> list[Compilation]:
    """Run cfn-lint on many stacks together, which takes less time than one after the other."""
    stacks = {
        index: (one.stack, one.request.context.application.region)
        for index, one in enumerate(compilations)
        if one.stack and not one.has_errors
    }
    found = dict(zip(stacks, checker.check_all(list(stacks.values())), strict=True))
    return [one.with_findings(found.get(index, ())) for index, one in enumerate(compilations)]


def load_checker(kept: Verdicts | None = None, watch: Watch | None = None) -> Checker:
    """Return the only checker that runs cfn-lint. Its verdicts are stored in `kept`, if given."""
    from pilothouse.passes.check_template import TemplateChecker

    return TemplateChecker(kept, watch)
