"""The result of a deployment as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pilothouse.aws.outcome import Outcome, Result
from pilothouse.aws.ports.stacks import ResourceChange
from pilothouse.render.cells import shown

_SIGNS = {"Add": "+", "Remove": "-"}


def deployment_text(outcome: Outcome) -> str:
    """Write an outcome, and the next step."""
    return "\n".join(_lines(outcome)) + "\n"


def changes_text(changes: Iterable[ResourceChange]) -> str:
    """Write a change set's changes, one per line."""
    return "".join(f"{_change(change)}\n" for change in changes)


def _lines(outcome: Outcome) -> Iterator[str]:
    yield _headline(outcome)
    if outcome.result is Result.PROPOSED:
        yield f"  review and execute it: {outcome.change_set_link}"
        yield f"  aws cloudformation execute-change-set --change-set-name {outcome.change_set}"
    if outcome.connection == "PENDING":
        yield "  its connection is still pending: run `pilothouse deploy` again when it is available"
    if outcome.pipeline_link:
        yield f"  {outcome.pipeline_link}"


def _headline(outcome: Outcome) -> str:
    name, stack = outcome.name, outcome.stack
    match outcome.result:
        case Result.CREATED:
            return f"{name} is deployed: stack {stack} was created with {_resources(outcome.changes)}"
        case Result.UPDATED:
            return f"{name} is deployed: stack {stack} was updated, {_resources(outcome.changes)} changed"
        case Result.UNCHANGED:
            return f"{name}: stack {stack} is already up to date"
        case Result.PROPOSED:
            return f"{name} is not deployed yet: a change set of stack {stack} waits for review"
        case Result.DECLINED:
            return f"{name} was not deployed"


def _resources(changes: tuple[ResourceChange, ...]) -> str:
    return "1 resource" if len(changes) == 1 else f"{len(changes)} resources"


def _change(change: ResourceChange) -> str:
    replaced = {"True": ", replaced", "Conditional": ", possibly replaced"}.get(change.replacement, "")
    return f"{_SIGNS.get(change.action, '~')} {shown(change.logical_id)} ({shown(change.type)}{replaced})"
