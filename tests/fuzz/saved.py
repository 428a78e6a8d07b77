"""Inputs as files: what a fuzzer found, and what is tried at each test."""

from __future__ import annotations

import json
from pathlib import Path

from tests.fuzz.examine import Files
from tests.fuzz.kind import Kind
from tests.fuzz.kinds import KINDS


def save(path: Path, kind: Kind, files: Files) -> Path:
    """Write an input."""
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = {name: content.decode("latin-1") for name, content in files.items()}
    path.write_text(json.dumps({"kind": kind.name, "files": texts}, indent=1) + "\n", "utf-8")
    return path


def load(path: Path) -> tuple[Kind, dict[str, bytes]]:
    """Read an input."""
    saved = json.loads(path.read_text("utf-8"))
    return KINDS[saved["kind"]], {name: text.encode("latin-1") for name, text in saved["files"].items()}
