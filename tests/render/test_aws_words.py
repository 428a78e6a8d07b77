"""What AWS and logs say is one line of text, whatever is in it."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from pilothouse.aws.ports.logs import LogLine
from pilothouse.aws.ports.stacks import StackEvent, StackResource
from pilothouse.diff.compare_contexts import ContextChange
from pilothouse.render.context_changes_text import context_changes_text
from pilothouse.render.log_text import log_line_text
from pilothouse.render.stack_events_text import stack_event_text
from pilothouse.render.stack_table import stack_table

HOSTILE = "a\n::error::b\x1b]0;T\x07[red]c\u202e"
SHOWN = "a\\n::error::b\\x1b]0;T\\x07[red]c\\u202e"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def resource() -> StackResource:
    return StackResource("Role", "", "AWS::IAM::Role", "CREATE_FAILED", HOSTILE)


def test_a_reason_of_cloudformation(resource: StackResource) -> None:
    assert stack_event_text(StackEvent(id="1", time=NOW, resource=resource)).endswith(f"  {SHOWN}")


def test_a_reason_in_the_live_table(resource: StackResource) -> None:
    out = StringIO()
    Console(file=out, width=200).print(stack_table("CREATE_FAILED", [resource]))
    assert SHOWN in out.getvalue()


def test_a_value_of_the_context() -> None:
    (line,) = context_changes_text([ContextChange("connections.x", "old", HOSTILE)]).splitlines()
    assert line == f"~ connections.x: old -> {SHOWN}"


def test_a_line_of_a_log_loses_its_colours_as_well() -> None:
    assert log_line_text(LogLine(NOW, f"\x1b[31m{HOSTILE}\x1b[0m"), with_time=False) == SHOWN
