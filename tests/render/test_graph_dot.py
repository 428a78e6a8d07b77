"""A pipeline in DOT, read back by the real Graphviz where it is installed."""

import json
import shutil
import subprocess
from typing import Any

import pytest

from pilothouse.ir.graph import Graph
from pilothouse.render.graph_dot import graph_dot
from pilothouse.render.graph_view import columns
from tests.build_graph import graph, large_graph, odd_graph, small_graph, stage

DOT = shutil.which("dot")
needs_graphviz = pytest.mark.skipif(DOT is None, reason="Graphviz is not installed")
EVERY_GRAPH = pytest.mark.parametrize(
    "drawn", [small_graph(), large_graph(), odd_graph()], ids=["small", "large", "odd"]
)


def understood(text: str) -> Any:
    assert DOT
    run = subprocess.run([DOT, "-Tjson"], input=text, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return json.loads(run.stdout)


def labels(read: Any) -> dict[str, list[str]]:
    """What Graphviz draws in each node, line by line."""
    return {
        node["name"]: [part["text"] for part in node["_ldraw_"] if part["op"] == "T"]
        for node in read["objects"]
        if node.get("_ldraw_")
    }


@needs_graphviz
@EVERY_GRAPH
def test_graphviz_draws_every_stage_and_action(drawn: Graph) -> None:
    read = understood(graph_dot(drawn))
    expected = {}
    for place, column in enumerate(columns(drawn)):
        expected[f"s{place}"] = [column.title, column.caption]
        for index, card in enumerate(column.cards):
            expected[f"s{place}a{index}"] = [card.title, card.detail]
    drawn_labels = labels(read)
    assert {name: drawn_labels[name] for name in expected} == expected


@needs_graphviz
def test_columns_go_from_left_to_right_and_rows_from_top_to_bottom() -> None:
    read = understood(graph_dot(large_graph()))
    at = {
        node["name"]: tuple(map(float, node["pos"].split(","))) for node in read["objects"] if "pos" in node
    }
    shown_columns = columns(large_graph())
    titles = [at[f"s{place}"] for place in range(len(shown_columns))]
    assert titles == sorted(titles)
    assert len({y for _, y in titles}) == 1
    for place, column in enumerate(shown_columns):
        for before, after in column.dependencies:
            assert at[f"s{place}a{before}"][1] > at[f"s{place}a{after}"][1]


@needs_graphviz
def test_dependencies_are_edges_and_group_order_is_dashed() -> None:
    read = understood(graph_dot(graph(stage("test", {"a": (), "b": ("a",)}, approval=True))))
    names = [node["name"] for node in read["objects"]]
    edges = {(names[edge["tail"]], names[edge["head"]]): edge.get("style", "solid") for edge in read["edges"]}
    assert edges["s2a1", "s2a2"] == "solid"
    assert edges["s2a0", "s2a1"] == "dashed"


def test_groups_of_several_actions_meet_in_a_point() -> None:
    text = graph_dot(graph(stage("test", {"a": (), "b": ()}, pre={"x": (), "y": ()})))
    assert "{s2a0 s2a1} -> s2j0" in text
    assert "{s2j0} -> {s2a2 s2a3}" in text


def test_quotes_and_backslashes_are_escaped() -> None:
    assert r'label="\"quoted\" \\ #35; %%{x}%% `a`\nCreateOrUpdate-' in graph_dot(odd_graph())


def test_a_drawing_is_the_same_every_time() -> None:
    assert graph_dot(large_graph()) == graph_dot(large_graph())
