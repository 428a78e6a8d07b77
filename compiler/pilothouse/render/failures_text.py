"""Why actions failed, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pilothouse.aws.console import build_link, stack_link
from pilothouse.aws.diagnose import FailedBuild, FailedStack, Failure
from pilothouse.aws.ports.stacks import StackEvent
from pilothouse.render.cells import shown
from pilothouse.render.escape import without_colours
from pilothouse.render.palette import PLAIN, Palette, paint


def failures_text(failures: Iterable[Failure], palette: Palette = PLAIN) -> str:
    """Write for each failed action its message, the end of its log, and the failures in its stack."""
    return "".join("\n" + "\n".join(_lines(failure, palette)) + "\n" for failure in failures)


def _lines(failure: Failure, palette: Palette) -> Iterator[str]:
    action = failure.action
    yield f"{paint('failed:', palette.error)} {shown(action.name)} in {shown(failure.stage)}"
    if said := action.said:
        yield from (f"  {shown(line)}" for line in said.splitlines())
    if failure.build:
        yield from _build(failure.build, failure.region)
    if failure.stack:
        yield from _stack(failure.stack)
    if failure.unread:
        yield f"  details are not available: {shown(failure.unread)}"


def _build(failed: FailedBuild, region: str) -> Iterator[str]:
    for phase in failed.build.failed_phases:
        yield f"  {phase.name}: {shown(phase.message)}"
    if failed.tail:
        yield f"  the end of the log of {failed.build.id}:"
        yield from (f"  | {shown(without_colours(line.text))}".rstrip() for line in failed.tail)
    else:
        yield f"  the build {failed.build.id} has no log in CloudWatch"
    yield f"  {build_link(region, failed.build.id)}"


def _stack(failed: FailedStack) -> Iterator[str]:
    yield f"  the stack {shown(failed.name)} (account {failed.account}, {failed.region}):"
    if not failed.events:
        yield "    none of its resources failed in its last operation"
    for event in failed.events:
        yield from _event(event)
    yield f"  {stack_link(failed.region, failed.name)}"


def _event(event: StackEvent) -> Iterator[str]:
    resource = event.resource
    yield f"    {resource.status}  {shown(resource.logical_id)} ({resource.type})"
    if resource.reason:
        yield f"      {shown(resource.reason)}"
