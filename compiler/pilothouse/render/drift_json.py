"""Drift as JSON (docs/output/drift.md)."""

from __future__ import annotations

import json
from dataclasses import asdict

from pilothouse.diff.drift import ContextDrift, Drift, LiveDrift, ManifestDrift
from pilothouse.render.diff_json import diff_json
from pilothouse.render.escape import json_text

VERSION = 1


def drift_json(drift: Drift) -> str:
    """Write the whole result of `drift`."""
    report = {
        "version": VERSION,
        "application": drift.application,
        "name": drift.name,
        "pipeline": drift.pipeline,
        "drift": drift.is_any,
        "context": _context(drift.context) if drift.context else None,
        "manifest": _manifest(drift.manifest) if drift.manifest else None,
        "live": _live(drift.live),
    }
    return json_text(report)


def _context(context: ContextDrift) -> dict[str, object]:
    return {
        "file": context.file,
        "drift": context.is_any,
        "changes": [asdict(change) for change in context.changes],
        "unregistered": list(context.unregistered),
    }


def _manifest(manifest: ManifestDrift) -> dict[str, object]:
    diff = json.loads(diff_json([manifest.diff])) if manifest.diff else None
    return {"file": manifest.file, "stack": manifest.stack, "drift": manifest.is_any, "diff": diff}


def _live(live: LiveDrift) -> dict[str, object]:
    return {
        "drift": live.is_any,
        "orphan": live.is_orphan,
        "changes": [asdict(change) for change in live.changes],
    }
