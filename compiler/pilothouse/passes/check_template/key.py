"""The key of a stored verdict: cfn-lint gives the same verdict for equal keys."""

from __future__ import annotations

from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from pilothouse.passes.check_template.verdict import Question
from pilothouse.workspace.observe import saw_content, saw_time

FORMAT = b"2"
"""Of the stored format. Increase it when the format changes."""
_MOST_BYTES = 4096


def installed_version() -> bytes:
    """Return the installed version of cfn-lint, without importing it; empty if it can't be determined.

    Includes the time when cfn-lint's resource schemas last changed; no others are used.
    """
    spec = find_spec("cfnlint")
    if spec is None or spec.origin is None:
        return b""
    package = Path(spec.origin).parent
    version, schemas = package / "version.py", package / "data" / "schemas" / "providers"
    saw_content(version, _MOST_BYTES)
    saw_time(schemas)
    try:
        return version.read_bytes() + str(schemas.stat().st_mtime_ns).encode()
    except OSError:
        return b""


def verdict_key(question: Question, version: bytes) -> str:
    """Return the key of a question to one version of cfn-lint, with all its rules."""
    parts = (FORMAT, version, question.region.encode(), question.template.encode("utf-8", "surrogatepass"))
    return sha256(b"\0".join(parts)).hexdigest()
