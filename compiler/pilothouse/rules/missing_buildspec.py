"""A buildspec that isn't in the workspace."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.rules.base import Subject
from pilothouse.rules.buildspecs import buildspecs


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning for each. It isn't an error because the workspace may be a part of the repository."""
    if subject.files is None:
        return
    for buildspec in buildspecs(subject.manifest):
        if not subject.files.exists(buildspec.path):
            place: Place = (
                subject.value(buildspec.route) if buildspec.is_given else subject.key(buildspec.route)
            )
            message = f"buildspec {buildspec.path} does not exist in the workspace"
            help = "paths are relative to the workspace's root"
            yield Diagnostic(codes.MISSING_BUILDSPEC, message, place, help)
