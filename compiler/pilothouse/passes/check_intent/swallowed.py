"""A branch that a comment cuts off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.document import Document
from pilothouse.source.node import ScalarNode

_BRANCH = ("source", "properties", "branch")
_NUMBER = re.compile(r"\s+#\d+\s*")
"""`#123` is the number of an issue, hardly a comment."""


def cut_off_branch(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning if the branch is followed by what was probably meant as part of it."""
    node = document.spans.node(_BRANCH)
    if not isinstance(node, ScalarNode) or not node.is_plain:
        return
    end = node.span.end
    rest = document.file.line(end.line)[end.column - 1 :]
    if _NUMBER.fullmatch(rest):
        message = f'the branch is "{node.text}": YAML takes "{rest.strip()}" for a comment'
        help = "remove the comment, or move it to a line of its own; no branch has a blank in its name"
        yield Diagnostic(codes.CUT_OFF_BRANCH, message, Place(document.file.path, Value(_BRANCH)), help)
