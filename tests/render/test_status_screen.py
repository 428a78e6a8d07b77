"""On a terminal of any size, a watch shows what happens now."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console
from rich.text import Text

from pilothouse.aws.deployed import DeployedPipeline
from pilothouse.aws.ports.executions import Execution, Revision
from pilothouse.aws.ports.pipelines import ActionState, StageState, Transition
from pilothouse.aws.status import Status
from pilothouse.cli.commands.status import draw
from pilothouse.render.status_screen import status_screen

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = START + timedelta(minutes=20)
SIZES = [(80, 24), (80, 20), (80, 10), (60, 8), (40, 5), (30, 3)]
RUNNING = Execution("8c1f23ab-55d1-4c0e-9d5b-0a4e0c0f7a11", "InProgress", START, trigger="Webhook")


def stage(name: str, *actions: ActionState, status: str = "Succeeded") -> StageState:
    return StageState(name, status, RUNNING.id, actions)


def done(*names: str) -> list[ActionState]:
    return [ActionState(name, "Succeeded", changed=START + timedelta(minutes=1)) for name in names]


def three_environments() -> Status:
    """Three environments with three services each: the last one waits for approval."""
    stages = [stage("Source", *done("SourceCodeFor-demo")), stage("Build", *done("Build"))]
    for name in ("dev", "test"):
        services = done(*(f"CreateOrUpdate-{service}-{name}" for service in ("api", "jobs", "web")))
        stages.append(
            stage(f"DeployTo-{name}", *done(f"ApprovePromotionTo-{name}"), *services, *done("Test"))
        )
    waiting = ActionState("ApprovePromotionTo-prod", "InProgress", changed=START, token="t")
    later = [ActionState(f"CreateOrUpdate-{service}-prod") for service in ("api", "jobs", "web")]
    stages.append(stage("DeployTo-prod", waiting, *later, status="InProgress"))
    execution = Execution(
        RUNNING.id,
        "InProgress",
        START,
        revisions=(Revision("SourceCodeFor-demo", "4f0c9d2e", "Add the ledger"),),
    )
    pipeline = DeployedPipeline("release", "pipeline-demo-release-Pipeline-1", "demo", "1" * 12, "us-west-2")
    return Status(pipeline, tuple(stages), execution, execution)


def on_screen(status: Status, columns: int, rows: int) -> list[str]:
    """Return the lines of a console of that size: it cuts what is too wide, and shows no more rows."""
    console = Console(file=io.StringIO(), width=columns, height=rows)
    text = status_screen(status, NOW, rows, columns)
    lines = console.render_lines(Text.from_ansi(text, no_wrap=True, overflow="ellipsis"), pad=False)
    return ["".join(segment.text for segment in line) for line in lines]


def with_stages(status: Status, *stages: StageState) -> Status:
    return Status(status.pipeline, stages, status.execution, status.newest)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_what_waits_for_a_person_is_in_view(columns: int, rows: int) -> None:
    lines = on_screen(three_environments(), columns, rows)
    assert len(lines) <= rows
    assert any("waits for approval" in line for line in lines)


def test_what_fits_is_not_folded() -> None:
    lines = on_screen(three_environments(), 100, 60)
    assert "  CreateOrUpdate-api-dev    Succeeded  19 minutes ago" in lines


def test_finished_stages_are_folded_first() -> None:
    assert on_screen(three_environments(), 80, 20) == [
        "release in us-west-2",
        "execution 8c1f23ab-55d1-4c0e-9d5b-0a4e0c0f7a11 InProgress, began 20 minutes ago…",
        "revision  4f0c9d2e Add the ledger",
        "",
        "Source                      Succeeded",
        "Build                       Succeeded",
        "DeployTo-dev                Succeeded",
        "DeployTo-test               Succeeded",
        "DeployTo-prod               InProgress",
        "  ApprovePromotionTo-prod   waits for approval  20 minutes ago",
        "  CreateOrUpdate-api-prod   -",
        "  CreateOrUpdate-jobs-prod  -",
        "  CreateOrUpdate-web-prod   -",
    ]


def test_then_they_are_counted_and_so_are_idle_actions() -> None:
    assert on_screen(three_environments(), 80, 5) == [
        "release  execution 8c1f23ab InProgress",
        "4 stages Succeeded",
        "DeployTo-prod               InProgress",
        "  ApprovePromotionTo-prod   waits for approval  20 minutes ago",
        "  3 to come",
    ]


def test_of_many_at_work_those_that_wait_or_failed_come_first() -> None:
    at_work = [ActionState(f"CreateOrUpdate-service-{n}-prod", "InProgress") for n in range(40)]
    failed = ActionState("CreateOrUpdate-billing-prod", "Failed")
    status = with_stages(three_environments(), stage("DeployTo-prod", *at_work, failed, status="InProgress"))
    lines = on_screen(status, 80, 10)
    assert len(lines) == 10
    assert lines[1] == "  CreateOrUpdate-billing-prod     Failed"
    assert lines[-1] == "  and 33 more"


def test_a_closed_transition_is_not_folded_away() -> None:
    closed = StageState("DeployTo-prod", transition=Transition(is_open=False, reason="audit"))
    build = stage("Build", ActionState("Build", "InProgress"), status="InProgress")
    later = [StageState(f"DeployTo-{n}") for n in range(9)]
    lines = on_screen(with_stages(three_environments(), build, *later, closed), 80, 6)
    assert lines[-1].endswith("closed: audit")
    assert "9 stages to come" in lines


def test_an_older_execution_that_bars_the_way_is_in_view() -> None:
    waiting = ActionState("ApprovePromotionTo-prod", "InProgress", token="t")
    older = StageState("DeployTo-prod", "InProgress", "older", (waiting,))
    lines = on_screen(with_stages(three_environments(), *three_environments().stages[:4], older), 80, 6)
    assert any("waits for approval" in line for line in lines)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_names_of_any_length_leave_room_for_their_status(columns: int, rows: int) -> None:
    name = f"CreateOrUpdate-{'long' * 20}-prod"
    status = with_stages(three_environments(), stage(name, ActionState(name, "InProgress", token="t")))
    assert any("waits for approval" in line for line in on_screen(status, columns, rows))


def test_live_drawing_stays_within_the_terminal_and_leaves_nothing_but_the_last_word() -> None:
    console = Console(file=io.StringIO(), width=80, height=10, force_terminal=True, color_system=None)
    ended = draw([three_environments(), three_environments()], console)
    written = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert ended == three_environments()
    assert "waits for approval" in written
    assert max(frame.count("\n") for frame in written.split("\x1b[2K")) < 10
    assert written.rstrip("\x1b[?25hl\r\n").endswith("\x1b[2K")
