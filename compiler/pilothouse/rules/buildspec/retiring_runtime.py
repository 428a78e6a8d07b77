"""A build that packages with Copilot and leaves functions on a Node.js runtime that AWS is retiring.

All functions in the templates of Copilot 1.34.1 run on nodejs20.x, and nearly every workload and environment
has one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath

from pilothouse.build_commands import (
    KEPT_RUNTIME,
    LAST_COPILOT,
    RETIRING_RUNTIME,
    as_item,
    replace_runtimes,
)
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import AddItem, Fix
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.script import Script
from pilothouse.ir.shell import simple_commands
from pilothouse.rules.buildspec.packaging import Run, copilot_runs

TABLE = FilePath(__file__).with_name("lambda_runtimes.json")
"""Written by `make golden` from cfn-lint's data: importing cfn-lint for it takes half a second."""
_NEWER = re.compile(r"nodejs(?:2[1-9]|[3-9]\d)")
_SOURCES = ("$CODEBUILD_SRC_DIR", "${CODEBUILD_SRC_DIR}")
_OUTPUT = frozenset({"infrastructure", "./infrastructure", "infrastructure/", "./infrastructure/"})


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The dates when AWS stops supporting a runtime, and stops creating and updating its functions."""

    deprecated: str
    create_block: str
    update_block: str


@cache
def lifecycles() -> dict[str, Lifecycle]:
    """Return the dates of each Node.js runtime of Lambda."""
    table: dict[str, list[str]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return {name: Lifecycle(*dates) for name, dates in table.items()}


def check(script: Script) -> Iterator[Diagnostic]:
    """Yield a warning at the first run of Copilot, unless a command replaces the runtime with a newer one."""
    runs = list(copilot_runs(script))
    if not runs or any(_replaces(command.text) for command in script.commands()):
        return
    packaging = [run for run in runs if run.verb == "package"]
    yield Diagnostic(
        codes.RETIRING_RUNTIME,
        f"Copilot {LAST_COPILOT} puts functions on {RETIRING_RUNTIME}: AWS refuses to create them from "
        f"{lifecycles()[RETIRING_RUNTIME].create_block} on, and to update them from "
        f"{lifecycles()[RETIRING_RUNTIME].update_block} on",
        Place(script.document.file.path, Value((packaging or runs)[0].command.route)),
        _PACKAGE_HELP if packaging else _DEPLOY_HELP,
        fix=_fix(script, packaging),
    )


_PACKAGE_HELP = (
    f"replace it with {KEPT_RUNTIME} after everything is packaged, as in the buildspec that "
    "`pilothouse init --buildspec` writes"
)
_DEPLOY_HELP = (
    f"set {KEPT_RUNTIME} in an override of each workload and environment, or let the pipeline deploy what "
    "is packaged here"
)


def _replaces(text: str) -> bool:
    return RETIRING_RUNTIME.partition(".")[0] in text and _NEWER.search(text) is not None


def _leaves_sources(text: str) -> bool:
    """Whether a command changes out of the source folder."""
    return any(
        words[0] == "cd" and words[1:2] not in [[one] for one in _SOURCES] for words in simple_commands(text)
    )


def _fix(script: Script, packaging: list[Run]) -> Fix | None:
    """Add our commands after the last packaging command, if all output is in the folder that they search."""
    is_moved = any(_leaves_sources(command.text) for command in script.commands())
    if not packaging or is_moved or any(run.output not in _OUTPUT for run in packaging):
        return None
    edit = AddItem(packaging[-1].command.route, as_item(replace_runtimes()))
    return Fix(
        f"replace {RETIRING_RUNTIME} with {KEPT_RUNTIME} in the packaged templates", (edit,), is_safe=True
    )
