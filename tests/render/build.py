"""Findings built by hand, for the tests of what is shown of them."""

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.diagnostics.place import Place
from pilothouse.diagnostics.severity import Severity
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.node import MappingNode, ScalarNode
from pilothouse.source.span import Position, Span

PATH = "manifest.yml"
BROKEN = Code("PH900", "broken-thing", Severity.ERROR, "A thing is broken")
DOUBTFUL = Code("PH901", "doubtful-thing", Severity.WARNING, "A thing is doubtful")


def span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(end_line, end_column))


def place(line: int, column: int, end_line: int, end_column: int) -> Place:
    return Place(PATH, span(line, column, end_line, end_column))


def error(
    at: Place, message: str = "it is broken", help: str = "", related: tuple[Related, ...] = ()
) -> Diagnostic:
    return Diagnostic(BROKEN, message, at, help, related)


def warning(at: Place) -> Diagnostic:
    return Diagnostic(DOUBTFUL, "it is doubtful", at)


def sources(text: str) -> Sources:
    return {PATH: Source(SourceFile(PATH, text))}


def mapped_sources(key: str, value: str) -> Sources:
    """A file of one line, `key: value`, with its source map."""
    end = len(key) + 2 + len(value) + 1
    scalar = ScalarNode(span(1, len(key) + 3, 1, end), value, value)
    root = MappingNode(span(1, 1, 1, end), {key: (span(1, 1, 1, len(key) + 1), scalar)})
    return {PATH: Source(SourceFile(PATH, f"{key}: {value}\n"), SourceMap(root))}


def mapped(text: str) -> Sources:
    """A file with its source map, as the parser makes it."""
    document = parse(SourceFile(PATH, text)).value
    assert document
    return {PATH: Source(document.file, document.spans)}
