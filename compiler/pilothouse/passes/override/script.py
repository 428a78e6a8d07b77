"""Override a template with the function of an `override.py`, called in a separate process."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pilothouse.ir.override import Override
from pilothouse.passes.override import host
from pilothouse.passes.override.program import Program, ProgramError

TIME_LIMIT = 120.0
"""Seconds."""
_UNREADABLE = "{} left an unreadable template behind"


class ScriptError(Exception):
    """The function failed: the reason, and the line in the file; 0 if there is none."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def call(template: dict[str, Any], by: Override, application: str) -> dict[str, Any]:
    """Return the template that the function makes of ours. Raises ScriptError and ProgramError.

    The process uses this Python, so that packages installed with Pilothouse (troposphere) can be imported.
    """
    script = (by.folder / by.toolkit.value).resolve()
    environment = {**os.environ, "COPILOT_APPLICATION_NAME": application}
    with TemporaryDirectory(prefix="pilothouse-") as folder:
        source, target = Path(folder, "template.json"), Path(folder, "outcome.json")
        source.write_text(json.dumps(template), encoding="utf-8")
        command = [sys.executable, "-P", str(host.__file__), str(script), str(source), str(target)]
        Program(by.toolkit.value, command, by.folder, environment, TIME_LIMIT).run()
        if not target.is_file():
            raise ProgramError(f"{by.toolkit.value} exited before it returned a template")
        outcome = _outcome(target, by)
    match outcome:
        case {"template": dict(made)}:
            return made
        case {"message": str(message), "line": int(line)}:
            raise ScriptError(message, line)
    raise ProgramError(_UNREADABLE.format(by.toolkit.value))


def _outcome(target: Path, by: Override) -> object:
    """Read the host's output, or what the user's code wrote instead."""
    try:
        outcome: object = json.loads(target.read_bytes())
    except (OSError, ValueError) as error:
        raise ProgramError(_UNREADABLE.format(by.toolkit.value)) from error
    except RecursionError as error:
        raise ScriptError("`override` did not return a template: it is nested too deeply", 0) from error
    return outcome
