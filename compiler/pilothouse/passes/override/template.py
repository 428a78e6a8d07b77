"""Use the template that a program returned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.ir.stack import Stack, TemplatePath

_MAPPINGS = ("Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs")
"""Sections of a template (CloudFormation user guide, template anatomy)."""


def replaced_template(stack: Stack, template: dict[str, Any], place: Place) -> Stack:
    """Return the stack with another template: the origin of changed parts is `place`, others keep theirs."""
    changes = list(_changes(stack.template, template, ()))
    new = {change.path for change in changes if not change.kept}
    origins = {path: origin for path, origin in stack.origins.items() if not _is_inside(path, new)}
    for path, kept in changes:
        inside = [(*path, step) for step in kept]
        origins |= {child: stack.origin(child) for child in inside if child not in origins}
    return replace(stack, template=template, origins=origins | {change.path: place for change in changes})


def broken_sections(stack: Stack) -> Iterator[Diagnostic]:
    """Yield a finding for each section that isn't a mapping: later checks can't read such a template."""
    for section in _MAPPINGS:
        if section in stack.template and not isinstance(stack.template[section], dict):
            message = f"{section} of the overridden template is not a mapping"
            help = "remove the whole section, or keep it a mapping"
            yield Diagnostic(codes.OVERRIDE_FAILED, message, stack.origin((section,)), help)


class _Change(NamedTuple):
    """A part that is new, or one that lost something, with the steps to what it kept."""

    path: TemplatePath
    kept: Sequence[str | int] = ()


def _changes(old: Any, new: Any, path: TemplatePath) -> Iterator[_Change]:
    if isinstance(old, dict) and isinstance(new, dict):
        kept: list[str | int] = [key for key in new if key in old]
        if kept and len(kept) < len(old) and path:
            yield _Change(path, kept)
        for key, value in new.items():
            yield from _changes(old[key], value, (*path, key)) if key in old else (_Change((*path, key)),)
    elif isinstance(old, list) and isinstance(new, list):
        if 0 < len(new) < len(old):
            yield _Change(path, range(len(new)))
        for index, value in enumerate(new):
            inside = (*path, index)
            yield from _changes(old[index], value, inside) if index < len(old) else (_Change(inside),)
    elif type(old) is not type(new) or old != new:
        yield _Change(path)


def _is_inside(path: TemplatePath, parts: set[TemplatePath]) -> bool:
    return any(path[:length] in parts for length in range(1, len(path) + 1))
