"""Under which key a verdict is kept: equal keys mean that cfn-lint would say the same again."""

from __future__ import annotations

from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from pilothouse.passes.check_template.verdict import Question
from pilothouse.workspace.observe import saw_content, saw_time

FORMAT = b"2"
"""Of what is kept. Another format needs another number."""
_MOST_BYTES = 4096


def installed_version() -> bytes:
    """Tell which cfn-lint is installed, without importing it; empty if that can't be told.

    The time when its own resource schemas were last changed counts too; no others are used.
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
    """Return the key of a question asked of a version of cfn-lint, with all its rules."""
    parts = (FORMAT, version, question.region.encode(), question.template.encode("utf-8", "surrogatepass"))
    return sha256(b"\0".join(parts)).hexdigest()
