"""A context file for a different application than the workspace's."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.context import Context


def check(context: Context, application: str) -> Iterator[Diagnostic]:
    """Yield a finding if the workspace belongs to another `application`, empty if that is unknown."""
    described = context.application.name
    if application and application != described:
        message = (
            f'the context file is for application "{described}", but the workspace belongs to "{application}"'
        )
        place = Place(context.path, Value(("application", "name")))
        help = "give the right file with --context, or run `pilothouse context pull`"
        yield Diagnostic(codes.FOREIGN_APPLICATION, message, place, help)
