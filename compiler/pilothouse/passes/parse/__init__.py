"""Read YAML text into a document. The only door to ruamel.yaml."""

from __future__ import annotations

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.diagnostics.place import Place
from pilothouse.ir.document import Document
from pilothouse.ir.outcome import Outcome
from pilothouse.passes.parse.comments import comments
from pilothouse.passes.parse.compose import compose
from pilothouse.passes.parse.plain import plain
from pilothouse.passes.parse.problem import ParseError
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap

__all__ = ["parse", "recover"]

MAX_CHARACTERS = 1 << 20
"""Longer texts are rejected: a manifest of 50 stages with 50 deployments each has a tenth of this."""

_IGNORED_BY_COPILOT = frozenset({codes.SEVERAL_DOCUMENTS, codes.UNSUPPORTED_TAG})


def parse(file: SourceFile) -> Outcome[Document]:
    """Read one YAML document from `file`.

    Input: a text. Output: its document, or the problem that stopped the reading. Duplicate keys and keys that
    aren't text are all reported at once; a syntax error stops the reading.
    """
    outcome = recover(file)
    return Outcome(None, outcome.findings) if outcome.findings else outcome


def recover(file: SourceFile) -> Outcome[Document]:
    """Read the first YAML document from `file`, as Copilot does, with findings for what it silently ignores.

    Input: a text. Output: as of `parse`, but with a document if the only findings are about further
    documents, or tags without a meaning.
    """
    file = SourceFile(file.path, file.text.removeprefix("\ufeff"))
    if len(file.text) > MAX_CHARACTERS:
        message = f"the file has {len(file.text):,} characters; the limit is {MAX_CHARACTERS:,}"
        return Outcome(None, (Diagnostic(codes.OVERSIZED_FILE, message, Place(file.path)),))
    try:
        composed = compose(file.text)
    except ParseError as problem:
        return Outcome(None, (problem.diagnostic(file.path),))
    findings = tuple(at_most(problem.diagnostic(file.path) for problem in composed.problems))
    if any(finding.code not in _IGNORED_BY_COPILOT for finding in findings):
        return Outcome(None, findings)
    spans = SourceMap(composed.root, comments(file, composed.with_hash))
    return Outcome(Document(file, plain(composed.root), spans), findings)
