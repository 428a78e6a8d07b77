"""Scalars as YAML writes them: text stays text for every reader, whether of YAML 1.1 or of 1.2."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import NamedTuple

MARKER = r"##(?=[A-Za-z]*\[)"
"""A pattern: text that a build's log treats as a command anywhere in a line, as in `##[error]`."""
LINE_COMMAND = r"^(\s*:):"
"""A pattern: text that a build's log treats as a command at the start of a line, as in `::error`."""

# Characters that may be in a file unescaped. Everything else is invisible, or a line break for some readers,
# or rejected by others, so it is escaped. Fixed ranges keep the bytes independent of Python's Unicode
# version.
_RAW = r"\x20-\x7e\xa1-\xac\xae-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff\uf900-\ufefe\uff00-\uffef"
_RAW_ASCII = r"\x20-\x7e"

_COMMENT_OR_KEY_OR_MARKER = re.compile(rf" #|: |{MARKER}")
_COMMAND = re.compile(rf"{MARKER}|{LINE_COMMAND}", re.MULTILINE)
_MARKER = re.compile(MARKER)
_RESERVED = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_BLANK_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)
_LEADING_BLANK = re.compile(r"\n*[ \t]")


class _Patterns(NamedTuple):
    """Texts that need no escaping, on one line or several, and characters that must be escaped."""

    plain: re.Pattern[str]
    literal: re.Pattern[str]
    escaped: re.Pattern[str]


def _patterns_for(text: str) -> _Patterns:
    """Choose patterns: most texts are ASCII, and those for all of Unicode take long to compile."""
    return _patterns(_RAW_ASCII if text.isascii() else _RAW)


@cache
def _patterns(raw: str) -> _Patterns:
    return _Patterns(
        plain=re.compile(rf"(?=[A-Za-z_/$(;^\\]|[^\x00-\x7f])[{raw}]*(?<![ :])"),
        literal=re.compile(rf"[{raw}\t\n]*"),
        escaped=re.compile(rf"[^{raw}]"),
    )


@lru_cache(maxsize=4096)
def inline_text(text: str) -> str:
    """Write a text on one line: plain if no reader could misread it, otherwise in double quotes.

    Text that a build's log would treat as a command is escaped; YAML reads it the same.
    """
    patterns = _patterns_for(text)
    if (
        patterns.plain.fullmatch(text)
        and not _COMMENT_OR_KEY_OR_MARKER.search(text)
        and text.lower() not in _RESERVED
    ):
        return text
    quoted = patterns.escaped.sub(_escape, json.dumps(text, ensure_ascii=False))
    return _MARKER.sub(r"#\\x23", quoted)


def fits_literal(text: str) -> bool:
    """Whether a text has several lines and comes back unchanged from a literal block."""
    return (
        "\n" in text
        and text.strip("\n") != ""
        and _patterns_for(text).literal.fullmatch(text) is not None
        and not _BLANK_LINE.search(text)
        and not _COMMAND.search(text)
    )


def literal_block(text: str, indent: str) -> str:
    """Write a text as a literal block, its lines `indent` deep, two more than its parent node."""
    indicator = "2" if _LEADING_BLANK.match(text) else ""
    chomping = "-" if text[-1] != "\n" else "+" if text.endswith("\n\n") else ""
    body = "\n".join(indent + line if line else "" for line in text.removesuffix("\n").split("\n"))
    return f"|{indicator}{chomping}\n{body}"


def other_scalar(value: object) -> str:
    """Write a number, a truth value or null."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, int):
        return str(value)
    raise TypeError(f"not plain data: {value!r}")


def _float(value: float) -> str:
    text = repr(value)
    if text.lstrip("-") in ("inf", "nan"):
        return text.replace("inf", ".inf").replace("nan", ".nan")
    # YAML 1.1 takes 1e+16 for text: its floats have a point.
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}.0{e}{exponent}" if e and "." not in mantissa else text


def _escape(match: re.Match[str]) -> str:
    point = ord(match.group())
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
