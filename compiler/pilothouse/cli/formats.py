"""The formats of findings; each is imported only when requested."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources
from pilothouse.render.palette import Palette

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")


def formatted(
    form: str,
    findings: Sequence[Diagnostic],
    sources: Sources,
    is_failure: Callable[[Diagnostic], bool],
    palette: Palette,
) -> str:
    """Write findings in one of the formats. `is_failure` decides which make the command fail."""
    match form:
        case "json":
            from pilothouse.render.diagnostics_json import diagnostics_json

            return diagnostics_json(findings, sources)
        case "sarif":
            from pilothouse.render.diagnostics_sarif import diagnostics_sarif

            return diagnostics_sarif(findings, sources)
        case "github":
            from pilothouse.render.diagnostics_github import diagnostics_github

            return diagnostics_github(findings, sources)
        case "gitlab":
            from pilothouse.render.diagnostics_gitlab import diagnostics_gitlab

            return diagnostics_gitlab(findings, sources)
        case "junit":
            from pilothouse.render.diagnostics_junit import diagnostics_junit

            return diagnostics_junit(findings, sources, is_failure)
        case _:
            from pilothouse.render.diagnostics_text import diagnostics_text

            return diagnostics_text(findings, sources, palette)
