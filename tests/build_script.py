"""Buildspecs for the tests of what takes one: read by the parser, as their places count."""

from __future__ import annotations

from textwrap import dedent

from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.ir.script import Script
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile


def script(text: str, image: str = DEFAULT_IMAGE) -> Script:
    document = parse(SourceFile("buildspec.yml", dedent(text))).value
    assert document is not None
    return Script(document, image)


def running(*commands: str, phase: str = "build") -> Script:
    """A buildspec that runs commands, written as YAML items."""
    items = "".join(f"      - {command}\n" for command in commands)
    return script(f"version: 0.2\nphases:\n  {phase}:\n    commands:\n{items}")
