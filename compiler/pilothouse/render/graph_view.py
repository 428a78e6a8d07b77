"""A pipeline for drawing: columns of cards, and their dependencies. All three drawings start from it.

Its texts are on one line, without characters that aren't shown as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from pilothouse.ir import names
from pilothouse.ir.graph import (
    Action,
    Approval,
    BuildAction,
    CodeCommitSource,
    ConnectionSource,
    DeployAction,
    Graph,
    Source,
    Stage,
    TestAction,
)
from pilothouse.render.cells import shown


class CardKind(StrEnum):
    """The kind of a card: its label and its color."""

    SOURCE = "source"
    BUILD = "build"
    APPROVAL = "approval"
    PRE_DEPLOYMENT = "pre-deployment"
    DEPLOYMENT = "deployment"
    POST_DEPLOYMENT = "post-deployment"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Card:
    """An action: `name` is the pipeline's, `title` short, `detail` a second line, `about` a sentence."""

    kind: CardKind
    name: str
    title: str
    detail: str
    about: str
    run_order: int


@dataclass(frozen=True, slots=True)
class Column:
    """A stage of the pipeline. Its cards are sorted by run order; links contain indexes of cards.

    `dependencies` are those in the manifest; `group_order` links the first actions of a group with the last
    ones of the group before it.
    """

    title: str
    caption: str
    cards: tuple[Card, ...]
    dependencies: tuple[tuple[int, int], ...] = ()
    group_order: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()

    def rows(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Return each run order with the indexes of its cards."""
        for order in sorted({card.run_order for card in self.cards}):
            yield order, tuple(i for i, card in enumerate(self.cards) if card.run_order == order)


def heading(graph: Graph) -> str:
    """Return a drawing's title."""
    return shown(f"Pipeline {graph.name} of {graph.application}")


def columns(graph: Graph) -> tuple[Column, ...]:
    """Return a graph's columns: source, build, and the deployed stages."""
    return (
        Column("Source", shown(_source_caption(graph.source)), (_source_card(graph),)),
        Column("Build", shown(graph.build.image.rpartition("/")[2]), (_build_card(graph),)),
        *(_stage_column(stage) for stage in graph.deployed_stages),
    )


def _card(kind: CardKind, run_order: int, name: str, title: str, detail: str, about: str) -> Card:
    return Card(kind, shown(name), shown(title), shown(detail), shown(about), run_order)


def _build_card(graph: Graph) -> Card:
    about = f"Build in {graph.build.image}"
    return _card(CardKind.BUILD, 1, "Build", "Build", graph.build.buildspec, about)


def _source_card(graph: Graph) -> Card:
    name = names.source_action(graph.application)
    source = graph.source
    repository = (
        source.repository if isinstance(source, CodeCommitSource) else f"{source.owner}/{source.repository}"
    )
    about = f"{name}: branch {source.branch} of {repository}"
    return _card(CardKind.SOURCE, 1, name, f"{repository}@{source.branch}", name, about)


def _source_caption(source: Source) -> str:
    match source:
        case ConnectionSource():
            return source.provider
        case CodeCommitSource():
            return "CodeCommit"
    return "GitHub with access token"


def _stage_column(stage: Stage) -> Column:
    actions = sorted(stage.actions, key=lambda action: action.run_order)
    index = {action.name: place for place, action in enumerate(actions)}
    return Column(
        shown(stage.full_name),
        f"{stage.environment.region} · {stage.environment.account}",
        tuple(_action_card(action) for action in actions),
        tuple(
            (index[other], place)
            for place, action in enumerate(actions)
            for other in action.depends_on
            if other in index
        ),
        tuple(_group_order(stage, index)),
    )


def _action_card(action: Action) -> Card:
    title, detail, about = _words(action)
    kind = CardKind(action.kind.value)
    return _card(kind, action.run_order, action.name, title, detail, f"{action.name}: {about}")


def _words(action: Action) -> tuple[str, str, str]:
    match action:
        case Approval():
            return "Manual approval", action.name, "waits until somebody approves"
        case DeployAction():
            about = f"deploys stack {action.stack_name} from {action.template_path}"
            return action.deployment, action.name, about
        case BuildAction():
            return action.name, action.buildspec, f"{action.kind} action of {action.buildspec}"
        case TestAction():
            return "Test commands", "; ".join(action.commands), "; ".join(action.commands)
    return action.name, "", action.kind


def _group_order(stage: Stage, index: dict[str, int]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    groups = [group for group in _groups(stage) if group]
    for before, after in pairwise(groups):
        waited_for = {name for action in before for name in action.depends_on}
        inside = {action.name for action in after}
        yield (
            tuple(index[action.name] for action in before if action.name not in waited_for),
            tuple(index[action.name] for action in after if not inside.intersection(action.depends_on)),
        )


def _groups(stage: Stage) -> tuple[Sequence[Action], ...]:
    """Return a stage's actions by group: each group waits for the whole group before it."""
    return (
        [stage.approval] if stage.approval else [],
        stage.pre_deployments,
        stage.deployments,
        [*stage.post_deployments, *([stage.test] if stage.test else [])],
    )
