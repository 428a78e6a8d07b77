"""A buildspec that gives the images of several environments the same tag."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.build_commands import EARLIER_COMMENT, as_item, earlier_packaging, package_workloads
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, ReplaceItem
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.script import Script
from pilothouse.rules.buildspec.packaging import Run, assignments, copilot_runs, mentions


def check(script: Script) -> Iterator[Diagnostic]:
    """Yield a warning for each command: the last image pushed replaces those of the other environments.

    Copilot's parameters refer to an image by its tag if one is given (observed with Copilot 1.34.1).
    """
    known = assignments(script)
    seen: dict[tuple[str, str], str] = {}
    told = set()
    for run in copilot_runs(script):
        if run.verb != "package" or not run.tag or run.command.route in told:
            continue
        if run.loop:
            is_shared = not mentions(run.tag, run.loop, known)
        else:
            is_shared = seen.setdefault((run.workload, run.tag), run.environment) != run.environment
        if is_shared:
            told.add(run.command.route)
            yield _finding(script, run)


def _finding(script: Script, run: Run) -> Diagnostic:
    return Diagnostic(
        codes.SHARED_IMAGE_TAG,
        "images of several environments get the same tag: one environment can deploy the image of another",
        Place(script.document.file.path, Value(run.command.route)),
        f"end the tag with the environment, as in {run.tag}-{run.environment}",
        fix=_fix(run),
    )


def _fix(run: Run) -> Fix | None:
    """Replace the packaging commands of an earlier `init`, if they are unchanged."""
    manifest = earlier_packaging(run.command.text)
    if manifest is None:
        return None
    edit = ReplaceItem(run.command.route, as_item(package_workloads(manifest)), EARLIER_COMMENT)
    return Fix("tag images by environment", (edit,), is_safe=True)
