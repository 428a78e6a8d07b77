"""Text that YAML reads differently than intended: stage keys as names, the end of a branch as a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.document import Document
from pilothouse.source.node import ScalarNode

_GROUPS = ("pre_deployments", "deployments", "post_deployments")
_OF_A_STAGE = frozenset({*_GROUPS, "test_commands"})
_OF_AN_ENTRY = {
    "pre_deployments": frozenset({"buildspec", "depends_on"}),
    "deployments": frozenset({"depends_on", "stack_name", "template_path", "template_config"}),
    "post_deployments": frozenset({"buildspec", "depends_on"}),
}
"""Keys of a named entry in a group: without a name above them, the name was forgotten."""
_BRANCH = ("source", "properties", "branch")
_NUMBER = re.compile(r"\s+#\d+\s*")
"""`#123` is an issue number, rarely a comment."""


def keys_among_names(document: Document) -> Iterator[Diagnostic]:
    """Yield a finding for each such key. None can be part of a stack's name, so none is really a name."""
    stages = document.data.get("stages") if isinstance(document.data, dict) else None
    for index, stage in enumerate(stages if isinstance(stages, list) else ()):
        for group in _GROUPS:
            entries = stage.get(group) if isinstance(stage, dict) else None
            for key in entries if isinstance(entries, dict) else ():
                route = ("stages", index, group, key)
                place = Place(document.file.path, Key(route))
                if key in _OF_A_STAGE:
                    message = f'"{key}" is not valid as a name in {group}'
                    help = f'it belongs in the stage: indent it like "{group}"'
                    yield Diagnostic(codes.MISPLACED_KEY, message, place, help)
                elif key in _OF_AN_ENTRY[group]:
                    message = f'"{key}" is not valid as a name in {group}'
                    help = f"it belongs below a name: `{group}: {{NAME: {{{key}: …}}}}`"
                    yield Diagnostic(codes.MISPLACED_KEY, message, place, help)


def cut_off_branch(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning if the branch is followed by what was probably meant as part of it."""
    node = document.spans.node(_BRANCH)
    if not isinstance(node, ScalarNode) or not node.is_plain:
        return
    end = node.span.end
    rest = document.file.line(end.line)[end.column - 1 :]
    if _NUMBER.fullmatch(rest):
        message = f'the branch is "{node.text}": YAML reads "{rest.strip()}" as a comment'
        help = "remove the comment, or move it to a separate line; branch names can't contain spaces"
        yield Diagnostic(codes.CUT_OFF_BRANCH, message, Place(document.file.path, Value(_BRANCH)), help)
