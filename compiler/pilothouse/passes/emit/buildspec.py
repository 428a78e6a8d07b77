"""The inline buildspec of test commands."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_SAFE_START = re.compile(r"[A-Za-z./$_(]")
_UNSAFE = re.compile(r":(?=\s|$)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|^\s|\s$")
_NOT_TEXT = re.compile(r"(?:~|null|true|false|yes|no|on|off|y|n|\.nan|\.inf|\.[\d_.eE+-]*)", re.IGNORECASE)


def inline_buildspec(commands: Sequence[str]) -> str:
    """Write a buildspec that runs `commands`, each one as a single text, whatever it contains.

    A command is unquoted if YAML reads it back as the same text (so that a project made by Copilot doesn't
    change), otherwise in JSON's quotes, which YAML supports.
    """
    lines = ["version: 0.2", "phases:", "  build:", "    commands:"]
    lines += [f"      - {_scalar(command)}" for command in commands]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    is_bare = _SAFE_START.match(text) and not _UNSAFE.search(text) and not _NOT_TEXT.fullmatch(text)
    return text if is_bare else _quoted(text)


def _quoted(text: str) -> str:
    """Quote as JSON does, but escape unprintable characters as YAML does, which has no surrogate pairs."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)
