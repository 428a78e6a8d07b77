"""What is drawn of a graph."""

from dataclasses import replace

from pilothouse.ir.graph import CodeCommitSource, TokenSource
from pilothouse.render.graph_view import CardKind, columns, heading
from tests.build_graph import graph, large_graph, odd_graph, small_graph, stage


def test_columns_are_source_build_and_the_stages() -> None:
    shown = columns(small_graph())
    assert [column.title for column in shown] == ["Source", "Build", "DeployTo-test", "DeployTo-prod"]
    assert [column.caption for column in shown][2:] == ["us-west-2 · 123456789012"] * 2


def test_a_stage_without_deployments_is_not_drawn() -> None:
    shown = columns(graph(stage("test", {}, approval=True), stage("prod", {"api": ()})))
    assert [column.title for column in shown][2:] == ["DeployTo-prod"]


def test_cards_are_sorted_by_run_order() -> None:
    (_, _, test, prod) = columns(small_graph())
    assert [(card.run_order, card.title) for card in test.cards] == [
        (1, "api"),
        (2, "frontend"),
        (3, "Test commands"),
    ]
    assert [card.kind for card in prod.cards] == [
        CardKind.APPROVAL,
        CardKind.PRE_DEPLOYMENT,
        CardKind.DEPLOYMENT,
        CardKind.DEPLOYMENT,
    ]


def test_rows_gather_what_runs_at_the_same_time() -> None:
    (test,) = columns(graph(stage("test", {"a": (), "b": (), "c": ("a",)})))[2:]
    assert list(test.rows()) == [(1, (0, 1)), (2, (2,))]


def test_dependencies_are_those_of_the_manifest() -> None:
    (test,) = columns(graph(stage("test", {"a": (), "b": ("a",), "c": ("a", "b")})))[2:]
    assert sorted(test.dependencies) == [(0, 1), (0, 2), (1, 2)]


def test_what_starts_a_group_follows_what_ends_the_one_before() -> None:
    made = stage("test", {"a": (), "b": (), "c": ("a",)}, approval=True, pre={"x": (), "y": ("x",)})
    (test,) = columns(graph(made))[2:]
    titles = [card.title for card in test.cards]
    assert titles == ["Manual approval", "x", "y", "a", "b", "c"]
    assert test.group_order == (((0,), (1,)), ((2,), (3, 4)))


def test_a_source_is_named_by_repository_and_branch() -> None:
    token = TokenSource("octo", "shop", "main", "secret", ("source",))
    commit = CodeCommitSource("shop", "dev", "", ("source",))
    seen = [columns(replace(small_graph(), source=source))[0] for source in (token, commit)]
    assert [(column.caption, column.cards[0].title) for column in seen] == [
        ("GitHub with access token", "octo/shop@main"),
        ("CodeCommit", "shop@dev"),
    ]


def test_every_action_has_a_card_under_its_name() -> None:
    drawn = {card.name for column in columns(large_graph()) for card in column.cards}
    assert drawn == {action.name for action in large_graph().actions()} | {"SourceCodeFor-demo", "Build"}


def test_the_heading_names_pipeline_and_application() -> None:
    assert heading(small_graph()) == "Pipeline web of demo"


def test_an_invisible_character_is_shown_as_an_escape() -> None:
    texts = [
        text for column in columns(odd_graph()) for card in column.cards for text in (card.title, card.about)
    ]
    assert "\\x1b[31m\\u202e" in texts
    assert all(text.isprintable() for text in texts)
