"""IR values as text."""

from pathlib import Path
from typing import Any

import pytest

from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.document import Document
from pilothouse.ir.graph import Graph
from pilothouse.ir.manifest import BuildSection, Manifest, Provider, SourceSection, StageSection
from pilothouse.ir.printer import printable
from pilothouse.ir.stack import Stack
from pilothouse.render.escape import json_text
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.node import MappingNode, ScalarNode, SequenceNode
from pilothouse.source.span import Position, Span
from tests.build_graph import large_graph, small_graph

PAGE = Path(__file__).parents[2] / "docs" / "output" / "ir.md"


def span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(end_line, end_column))


def document() -> Document:
    """`stages: [a]`, parsed by hand."""
    item = ScalarNode(span(1, 10, 1, 11), "a", "a")
    items = SequenceNode(span(1, 9, 1, 12), (item,))
    root = MappingNode(span(1, 1, 1, 12), {"stages": (span(1, 1, 1, 7), items)})
    return Document(SourceFile("m.yml", "stages: [a]"), {"stages": ["a"]}, SourceMap(root))


def manifest() -> Manifest:
    source = SourceSection(Provider.GITHUB, "octo/shop", "main", "", "", "", "", ("source",))
    stage = StageSection("test", True, (), (), (), ("make é",), ("stages", 0))
    return Manifest("m.yml", ".", "web", 1, source, BuildSection("", "", None, ("build",)), (stage,))


def stack() -> Stack:
    template = {"Resources": {"Pipeline": {"Properties": {"Stages": [{"Name": "Source"}]}}}}
    origins = {
        (): Place("m.yml"),
        ("Resources", "Pipeline", "Properties", "Stages", 0): Place("m.yml", Value(("source",))),
        ("Resources",): Place("o.yml", span(1, 2, 3, 4)),
    }
    return Stack("pipeline-demo-web", template, {"copilot-application": "demo"}, origins)


def printed(value: Document | Manifest | Graph | Stack) -> Any:
    return printable(value)


def test_a_document_is_its_data_with_the_spans_of_all_values() -> None:
    assert printed(document()) == {
        "type": "Document",
        "path": "m.yml",
        "data": {"stages": ["a"]},
        "spans": {"": "1:1-1:12", "stages": "1:9-1:12", "stages[0]": "1:10-1:11"},
    }


def test_a_manifest_shows_types_and_origins() -> None:
    read = printed(manifest())
    assert read["type"] == "Manifest"
    assert read["source"]["provider"] == "GitHub"
    assert read["build"]["additional_policy"] is None
    (stage,) = read["stages"]
    assert (stage["type"], stage["origin"]) == ("StageSection", "stages[0]")
    assert (stage["requires_approval"], stage["test_commands"]) == (True, ["make é"])


def test_a_graph_shows_its_source_and_its_actions() -> None:
    read = printed(small_graph())
    assert read["source"]["type"] == "ConnectionSource"
    approval = read["stages"][1]["approval"]
    assert approval == {
        "type": "Approval",
        "kind": "approval",
        "name": "ApprovePromotionTo-prod",
        "run_order": 1,
        "depends_on": [],
        "origin": "stages[1].requires_approval",
    }


def test_a_stack_shows_origins_by_path_in_the_template() -> None:
    read = printed(stack())
    assert read["template"] == stack().template
    assert read["origins"] == {
        "": {"path": "m.yml"},
        "Resources.Pipeline.Properties.Stages[0]": {"path": "m.yml", "route": "source"},
        "Resources": {"path": "o.yml", "span": "1:2-3:4"},
    }


@pytest.mark.parametrize("value", [document(), manifest(), small_graph(), large_graph(), stack()])
def test_text_is_indented_ascii_and_always_the_same(value: Document | Manifest | Graph | Stack) -> None:
    text = json_text(printable(value))
    assert text.isascii()
    assert text.startswith('{\n  "type": ')
    assert text.endswith("}\n")
    assert text == json_text(printable(value))


@pytest.mark.parametrize("value", [document(), manifest(), small_graph(), stack()])
def test_the_page_lists_the_top_level_keys(value: Document | Manifest | Graph | Stack) -> None:
    page = PAGE.read_text()
    assert f"## `{type(value).__name__}`" in page
    section = page.split(f"## `{type(value).__name__}`")[1].split("\n## ")[0]
    assert {field for field in printed(value) if f"`{field}`" not in section} <= {"type"}
