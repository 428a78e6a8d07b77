"""An image with the prefix of CodeBuild's own that CodeBuild doesn't offer."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.image import CURATED, LINUX, RETIRED, curated_name
from pilothouse.rules.base import Subject
from pilothouse.rules.nearest import did_you_mean


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning (CodeBuild may offer newer images than we know)."""
    build = subject.manifest.build
    name = curated_name(build.image)
    is_elsewhere = "windows" in name or "lambda" in name or name.startswith("macos")
    if name and not is_elsewhere and name not in LINUX + RETIRED:
        message = f"CodeBuild offers no image {build.image} that we know of"
        help = did_you_mean(name, LINUX, "see the list in the CodeBuild user guide")
        help = help.replace('"', f'"{CURATED}', 1)
        yield Diagnostic(codes.UNKNOWN_IMAGE, message, subject.value((*build.origin, "image")), help)
