"""The rules handle any text in a buildspec."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.ir.script import Script
from pilothouse.passes.check_buildspec import check_buildspec
from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.parse import parse
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile

WORDS = [
    "curl",
    "wget",
    "-O",
    "-o",
    ">",
    "|",
    "sh",
    "mv",
    "chmod",
    "+x",
    "sudo",
    "./a",
    "a",
    "https://x.io/a",
    ";",
    "&&",
]
commands = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(WORDS)).map(" ".join))
versions = st.one_of(st.text("0123456789.xcorreto", max_size=6), st.integers(), st.floats(allow_nan=False))
runtimes = st.dictionaries(st.sampled_from(["nodejs", "java", "docker", "x"]), versions)


@given(st.lists(commands), runtimes, st.dictionaries(st.text(max_size=12), st.text(max_size=8)))
def test_no_text_breaks_a_rule(lines: list[str], chosen: dict[str, str], variables: dict[str, str]) -> None:
    phases = {"install": {"runtime-versions": chosen, "commands": lines}}
    data = {"version": 0.2, "env": {"variables": variables}, "phases": phases}
    document = parse(SourceFile("buildspec.yml", json.dumps(data))).value
    if document is not None:  # a text may contain characters that YAML rejects
        assert not list(check_schema(document, schema_text("buildspec")))
        assert all(finding.message for finding in check_buildspec(Script(document, DEFAULT_IMAGE)))
