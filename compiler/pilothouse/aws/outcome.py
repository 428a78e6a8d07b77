"""The result of a deployment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pilothouse.aws.ports.stacks import ResourceChange


class Result(StrEnum):
    """How it ended; `--json` shows the values."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    PROPOSED = "proposed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a deployment; unknown texts are empty. `pipeline` is an AWS name, `change_set` an ARN."""

    name: str
    application: str
    region: str
    stack: str
    result: Result
    changes: tuple[ResourceChange, ...] = ()
    change_set: str = ""
    change_set_link: str = ""
    pipeline: str = ""
    pipeline_link: str = ""
    connection: str = ""
    """The status of the pipeline's connection."""
