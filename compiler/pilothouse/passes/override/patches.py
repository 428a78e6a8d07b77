"""Override a stack with a patch file, as Copilot does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.diagnostics.place import Key, Place
from pilothouse.ir.document import Document
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.stack import MAX_DEPTH, OUTSIDE_TEMPLATE, Stack, TemplatePath
from pilothouse.passes.override.apply import apply_patch
from pilothouse.passes.override.dangling import dangling_origins
from pilothouse.passes.override.part import Part, rendered, written
from pilothouse.passes.override.patch import Patch, read_patches
from pilothouse.passes.override.pointer import PointerError
from pilothouse.source.map import SourceMap

_DESCRIBED = "using AWS Copilot with YAML patches."
_AS_WRITTEN: TemplatePath = ("Resources", "BuildProjectAdditionalPolicy", "Properties", "PolicyDocument")
"""The only part of a template that Copilot copies from the manifest as written."""


def override_by_patches(stack: Stack, patches: Document | None, manifest: SourceMap) -> Outcome[Stack]:
    """Apply a patch file; None is one without a document.

    Input: a stack, the patches, and the source map of the manifest. Output: the patched stack, its parts with
    their origins; or every patch with an invalid pointer. Also sets Copilot's mark in the description.
    """
    read, problems = read_patches(patches) if patches else ((), ())
    if problems:
        return Outcome(None, problems)
    root = _rendered(stack, manifest)
    removals: dict[TemplatePath, Place] = {}
    findings = tuple(at_most(_apply(root, read, removals)))
    if findings:
        return Outcome(None, findings)
    _describe(root, read[0].place if read else None)
    template = root.plain()
    beside = {path: place for path, place in stack.origins.items() if path and path[0] in OUTSIDE_TEMPLATE}
    origins = beside | dict(root.origins())
    origins |= dict(dangling_origins(stack.template, template, read, removals))
    return Outcome(replace(stack, template=template, origins=origins, removals=removals))


def _apply(
    root: Part, patches: tuple[Patch, ...], removals: dict[TemplatePath, Place]
) -> Iterator[Diagnostic]:
    """Apply all patches that can be applied; one below a failed patch would only fail because of it.

    `removals` gets the original paths of removed parts, with the patch that removed each.
    """
    failed: set[tuple[str, ...]] = set()
    for patch in patches:
        if any(patch.pointer[:length] in failed for length in range(1, len(patch.pointer[:MAX_DEPTH]) + 1)):
            continue
        try:
            gone = apply_patch(root, patch)
            if gone and gone.path is not None:
                removals[gone.path] = patch.place
        except PointerError as error:
            failed.add(patch.pointer)
            yield Diagnostic(error.code, error.message, patch.place, error.help)


def _rendered(stack: Stack, manifest: SourceMap) -> Part:
    root = rendered(stack.template, stack.origins)
    *above, last = _AS_WRITTEN
    parent = root
    for step in above:
        if not isinstance(parent.content, dict) or step not in parent.content:
            return root
        parent = parent.content[str(step)]
    place = stack.origin(_AS_WRITTEN)
    if isinstance(parent.content, dict) and isinstance(place.anchor, Key):
        route = place.anchor.route
        node = manifest.node(route)
        if node:
            policy = written(node, lambda below: Place(place.path, Key((*route, *below))))
            parent.content[str(last)] = policy
    return root


def _describe(root: Part, place: Place | None) -> None:
    """Mark the description as Copilot does for its usage statistics; `place` is the first patch."""
    description = root.content.get("Description") if isinstance(root.content, dict) else None
    if description and isinstance(description.content, str):
        description.content = f"{description.content.removesuffix('.')} {_DESCRIBED}"
        description.origin = place or description.origin
