"""The commands of a buildspec that run Copilot to package templates or to deploy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pilothouse.ir.script import Command, Script

_RUN = re.compile(
    r"""\bcopilot[\w.-]*["']?\s+
    (?:(?:svc|service|job|env|environment|["']?\$\{?\w+\}?["']?)\s+)?
    (?P<verb>package|deploy)\b(?P<rest>[^\n;|&]*)""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_CONTINUED = re.compile(r"\\\n\s*")
_VARIABLE = re.compile(r"\$\{?(\w+)")
_ASSIGNMENT = re.compile(r"(?:^|[\s;(])(\w+)=(.*)")
_DEEPEST = 4
"""How many levels of variables in variables to follow."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of Copilot: its command, and the values of its options as the shell reads them."""

    command: Command
    verb: str
    workload: str
    environment: str
    tag: str
    output: str

    @property
    def loop(self) -> str:
        """The loop variable that contains the environment, empty if there is no such loop."""
        name = _variable(self.environment)
        is_loop = re.search(rf"\bfor\s+{name}\s+in\b", self.command.text) if name else None
        return name if is_loop else ""


def copilot_runs(script: Script) -> Iterator[Run]:
    """Yield each run, in the order of the commands."""
    for command in script.commands():
        text = _CONTINUED.sub(" ", _COMMENT.sub("", command.text))
        for match in _RUN.finditer(text):
            rest = match["rest"]
            yield Run(
                command,
                match["verb"],
                _option(rest, "--name", "-n"),
                _option(rest, "--env", "-e"),
                _option(rest, "--tag"),
                _option(rest, "--output-dir"),
            )


def assignments(script: Script) -> dict[str, list[str]]:
    """Return the values that each shell variable is set to, anywhere in the buildspec."""
    found: dict[str, list[str]] = {}
    for command in script.commands():
        for name, value in _ASSIGNMENT.findall(_COMMENT.sub("", command.text)):
            found.setdefault(name, []).append(value)
    return found


def mentions(text: str, name: str, known: dict[str, list[str]], depth: int = _DEEPEST) -> bool:
    """Whether a shell text contains a variable, directly or through variables made of it."""
    used = _VARIABLE.findall(text)
    return name in used or (
        depth > 0
        and any(mentions(value, name, known, depth - 1) for one in used for value in known.get(one, ()))
    )


def _option(text: str, *names: str) -> str:
    alternatives: Sequence[str] = [re.escape(name) for name in names]
    match = re.search(rf"""(?:^|\s)(?:{"|".join(alternatives)})[= ]\s*(?:"([^"]*)"|'([^']*)'|(\S+))""", text)
    return next((group for group in match.groups() if group), "") if match else ""


def _variable(text: str) -> str:
    match = re.fullmatch(r"\$\{?(\w+)\}?", text)
    return match[1] if match else ""
