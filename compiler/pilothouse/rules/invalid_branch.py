"""A branch name that git doesn't allow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, ReplaceScalar
from pilothouse.diagnostics.severity import Severity
from pilothouse.rules.base import Subject

_REFERENCES = ("refs/heads/", "origin/", "refs/remotes/origin/")
"""Git's own notation for a branch, which a pipeline doesn't use."""
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|(?:^|/)\.|\.lock(?=/|$)|^[-/]|[/.]$|^@$")
"""git-check-ref-format(1), with the rules of `--branch`."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding if the branch name isn't valid, a warning if it looks like a full reference."""
    source = subject.manifest.source
    place = subject.value((*source.origin, "properties", "branch"))
    if match := _FORBIDDEN.search(source.branch):
        message = f'"{source.branch}" is not a valid branch name'
        help = (
            "a pipeline follows exactly one branch; patterns are not supported"
            if "*" in source.branch
            else _help(match)
        )
        yield Diagnostic(codes.INVALID_BRANCH, message, place, help)
    elif reference := next((start for start in _REFERENCES if source.branch.startswith(start)), ""):
        message = f'"{source.branch}" is read as a branch with exactly this name'
        name = source.branch.removeprefix(reference)
        fix = Fix(
            f'write "{name}"', (ReplaceScalar((*source.origin, "properties", "branch"), name),), is_safe=False
        )
        help = f'did you mean "{name}"?'
        finding = Diagnostic(codes.INVALID_BRANCH, message, place, help, fix=fix)
        yield finding.at_severity(Severity.WARNING)


def _help(match: re.Match[str]) -> str:
    shown = {" ": "a space", "": "this beginning or end"}.get(match[0], f'"{match[0]}"')
    return f"git does not allow {shown} in a branch name (see git help check-ref-format)"
