"""YAML tags: YAML's own name a type, CloudFormation's an intrinsic function, others are rejected."""

from __future__ import annotations

from pilothouse.diagnostics import codes
from pilothouse.ir.intrinsics import INTRINSICS
from pilothouse.passes.parse.problem import ParseError
from pilothouse.passes.parse.scalars import resolve
from pilothouse.source.node import Scalar, ScalarNode
from pilothouse.source.span import Span

_YAML = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset({"!", f"{_YAML}str", f"{_YAML}timestamp"})
_TYPES: dict[str, type] = {
    f"{_YAML}int": int,
    f"{_YAML}float": float,
    f"{_YAML}bool": bool,
}


def is_foreign(tag: str | None) -> bool:
    """Whether a tag is neither YAML's own nor an intrinsic function's: Copilot ignores it."""
    return tag is not None and tag.startswith("!") and tag != "!" and tag not in INTRINSICS


def own_tag(tag: str | None, kind: str, span: Span) -> str:
    """Return the intrinsic function's tag on a collection, or ''. Raises ParseError for others."""
    if tag in (None, "", "!", _YAML + kind):
        return ""
    if tag in INTRINSICS:
        return str(tag)
    raise unsupported(str(tag), span)


def tagged_scalar(text: str, tag: str | None, *, is_plain: bool, span: Span) -> ScalarNode:
    """Build a scalar by its tag, or by its text if it has none. Raises ParseError."""
    if not tag:
        if is_plain and text == "<<":
            return ScalarNode(span, text, text, "merge")
        return ScalarNode(span, resolve(text) if is_plain else text, text, is_plain=is_plain)
    if tag in _TEXT_TAGS:
        return ScalarNode(span, text, text)
    if tag in INTRINSICS:
        return ScalarNode(span, text, text, tag)
    value = resolve(text)
    if tag == f"{_YAML}null" and value is None:
        return ScalarNode(span, None, text)
    if tag in _TYPES and _fits(value, _TYPES[tag]):
        return ScalarNode(
            span, float(value) if isinstance(value, int) and _TYPES[tag] is float else value, text
        )
    raise unsupported(tag, span)


def _fits(value: Scalar, kind: type) -> bool:
    return type(value) is kind or (kind is float and type(value) is int)


def unsupported(tag: str, span: Span) -> ParseError:
    """Return the finding about a tag."""
    shown = tag.replace(_YAML, "!!")
    return ParseError(
        codes.UNSUPPORTED_TAG,
        f"tag {shown} has no meaning here",
        span,
        "remove the tag, or quote the value",
    )
