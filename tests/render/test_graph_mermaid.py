"""A pipeline as Mermaid, read back by the real Mermaid where npm can install it."""

import json
from pathlib import Path
from typing import Any

import pytest

from pilothouse.ir.graph import Graph
from pilothouse.render.graph_mermaid import graph_mermaid, objection
from pilothouse.render.graph_view import columns
from tests.build_graph import graph, large_graph, odd_graph, small_graph, stage
from tests.node import installed, run_node


@pytest.fixture(scope="session")
def mermaid() -> Path:
    """The folder where Mermaid is installed, with the script that reads a chart."""
    return installed(Path(__file__).parent / "mermaid")


def understood(chart: str, mermaid: Path) -> Any:
    return json.loads(run_node(mermaid, "parse.mjs", chart))


@pytest.mark.parametrize("drawn", [small_graph(), large_graph(), odd_graph()], ids=["small", "large", "odd"])
def test_mermaid_reads_every_stage_and_action(drawn: Graph, mermaid: Path) -> None:
    read = understood(graph_mermaid(drawn), mermaid)
    stages = columns(drawn)
    titles = [card.title for column in stages for card in column.cards]
    assert sorted(node["label"][0] for node in read["nodes"] if node["label"][0]) == sorted(titles)
    assert sorted(part["label"] for part in read["stages"]) == sorted(column.title for column in stages)
    assert [edge for edge in read["edges"] if edge[2] == "thick"] == [
        [f"s{place}", f"s{place + 1}", "thick"] for place in range(len(stages) - 1)
    ]


def test_mermaid_reads_dependencies_and_gates(mermaid: Path) -> None:
    drawn = graph(stage("test", {"a": (), "b": ("a",)}, approval=True))
    read = understood(graph_mermaid(drawn), mermaid)
    shapes = {node["id"]: node["shape"] for node in read["nodes"]}
    assert shapes["s2a0"] == "hexagon"
    assert ["s2a1", "s2a2", "normal"] in read["edges"]
    assert ["s2a0", "s2a1", "dotted"] in read["edges"]


def test_groups_of_several_actions_meet_in_a_joint() -> None:
    chart = graph_mermaid(graph(stage("test", {"a": (), "b": ()}, pre={"x": (), "y": ()})))
    assert "    s2a0 & s2a1 -.- s2j0\n    s2j0 -.-> s2a2 & s2a3\n" in chart


def test_only_letters_and_plain_signs_are_unescaped() -> None:
    assert "#34;quoted#34; #92; #35;35#59;" in graph_mermaid(odd_graph())


def test_a_chart_is_the_same_every_time() -> None:
    assert graph_mermaid(large_graph()) == graph_mermaid(large_graph())


def test_a_stage_has_its_pages_own_background_and_arrows_a_colour_for_both() -> None:
    chart = graph_mermaid(small_graph())
    assert "classDef stage fill:none,stroke:#94a3b8\n" in chart
    assert "linkStyle default stroke:#7d8590\n" in chart
    for page in ("#ffffff", "#0d1117"):  # GitHub's
        assert contrast("#7d8590", page) > 3.5  # https://www.w3.org/TR/WCAG21/#non-text-contrast


def contrast(one: str, other: str) -> float:
    """Tell two colours apart as https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio does."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("stages", "direction"), [(4, "LR"), (5, "TB")])
def test_many_stages_are_below_each_other(stages: int, direction: str) -> None:
    drawn = graph(*(stage(f"stage-{number}", {"api": ()}) for number in range(stages)))
    assert graph_mermaid(drawn).startswith(f"flowchart {direction}\n")


def test_a_chart_that_github_does_not_draw_is_reported() -> None:
    assert objection(graph_mermaid(large_graph())) == ""
    wide = "  a & b --> c & d\n"
    assert objection(wide * 125) == ""
    assert objection(wide * 126) == "it has 504 links, and GitHub draws at most 500"
    assert objection("x" * 50_001) == "it has 50,001 characters, and GitHub draws at most 50,000"
