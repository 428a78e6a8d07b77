"""An image with CodeBuild's own prefix that CodeBuild doesn't offer."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.ir.image import CURATED, LINUX, RETIRED, curated_name
from pilothouse.rules.base import Subject
from pilothouse.rules.nearest import write_nearest


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning (CodeBuild may offer newer images than the known ones)."""
    build = subject.manifest.build
    name = curated_name(build.image)
    is_elsewhere = "windows" in name or "lambda" in name or name.startswith("macos")
    if name and not is_elsewhere and name not in LINUX + RETIRED:
        message = f"{build.image} is not a known CodeBuild image"
        route = (*build.origin, "image")
        images = [f"{CURATED}{image}" for image in LINUX]
        meant = f"{CURATED}{name}"
        help = did_you_mean(meant, images, "see the list in the CodeBuild user guide")
        fix = write_nearest(route, meant, images)
        yield Diagnostic(codes.UNKNOWN_IMAGE, message, subject.value(route), help, fix=fix)
