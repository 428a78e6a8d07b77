"""Drift as text."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diff.drift import ContextDrift, Drift, LiveDrift, ManifestDrift
from pilothouse.render.context_changes_text import context_changes_text
from pilothouse.render.diff_text import diff_text
from pilothouse.render.palette import PLAIN, Palette, paint


def drift_text(drift: Drift, palette: Palette = PLAIN) -> str:
    """Write the three comparisons in turn, each with its differences and the next step."""
    return "".join(
        [
            *_context(drift.context, palette),
            *_manifest(drift.manifest, drift.name, palette),
            *_live(drift.live, palette),
        ]
    )


def _context(context: ContextDrift | None, palette: Palette) -> Iterator[str]:
    if context is None:
        yield _heading("context", "there is no file to compare", palette)
        return
    if not context.is_any:
        yield _heading("context", f"{context.file} is current", palette)
        return
    yield _heading("context", f"{context.file} is stale", palette, is_drift=True)
    yield _indented(context_changes_text(context.changes))
    for name in context.unregistered:
        yield f"  ! workloads.{name}: in the workspace, unknown to AWS, so not deployed\n"
    if context.changes:
        yield _next("pilothouse context pull")


def _manifest(manifest: ManifestDrift | None, name: str, palette: Palette) -> Iterator[str]:
    if manifest is None:
        yield _heading("manifest", "there is none here to compare", palette)
    elif manifest.diff is None:
        yield _heading("manifest", f"{manifest.file} has errors", palette, is_drift=True)
        yield _next(f"pilothouse lint {manifest.file}")
    elif manifest.diff.is_empty:
        yield _heading("manifest", f"{manifest.file} matches the deployed stack", palette)
    else:
        yield _heading("manifest", f"{manifest.file} differs from the deployed stack", palette, is_drift=True)
        yield _indented(diff_text([manifest.diff], palette))
        yield _next(f"pilothouse deploy {name}")


def _live(live: LiveDrift, palette: Palette) -> Iterator[str]:
    if live.is_orphan:
        yield _heading("live", "no stack contains this pipeline", palette, is_drift=True)
    elif not live.changes:
        yield _heading("live", "the live pipeline matches its stack", palette)
    else:
        yield _heading("live", "the live pipeline was changed outside CloudFormation", palette, is_drift=True)
        yield _indented(context_changes_text(live.changes))
        yield "  help: set it back by hand, or put it into the manifest or an override; a deployment that\n"
        yield "        changes nothing else does not undo it\n"


def _heading(part: str, said: str, palette: Palette, *, is_drift: bool = False) -> str:
    label = paint(f"{part}:".ljust(9), palette.strong)
    return f"{label} {paint(said, palette.warning) if is_drift else said}\n"


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())


def _next(command: str) -> str:
    return f"  help: run `{command}`\n"
