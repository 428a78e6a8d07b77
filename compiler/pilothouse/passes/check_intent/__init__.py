"""Recognize an author's intent where a schema sees only unknown keys and wrong types."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.document import Document
from pilothouse.passes.check_intent.approvals import lost_approvals
from pilothouse.passes.check_intent.foreign import foreign_file
from pilothouse.passes.check_intent.misreadings import cut_off_branch, keys_among_names

__all__ = ["check_intent"]


def check_intent(document: Document) -> Iterator[Diagnostic]:
    """Yield a finding for each such place.

    Input: a document. Output: a single finding if it is another kind of file; otherwise approvals that have
    no effect, keys of a stage among the names of deployments or actions, a branch that a comment cuts off.
    """
    if found := foreign_file(document):
        yield found
        return
    yield from lost_approvals(document)
    yield from keys_among_names(document)
    yield from cut_off_branch(document)
