"""Sources with a new location.

Source: CodePipeline user guide, "Action structure reference" (CodeStarSourceConnection, CodeCommit, GitHub,
S3, ECR); CloudFormation template reference, `AWS::CodeBuild::Project Source`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diff.difference import Comparison
from pilothouse.diff.node import KeyedNode, ListNode, MapNode, Node
from pilothouse.diff.normalize import Template
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.pipelines import pipeline_actions
from pilothouse.diff.shapes import PROJECT
from pilothouse.diff.show import show
from pilothouse.ir.stack import TemplatePath

# Settings that affect neither a source's location nor its version: whether it is polled, how it is packed.
_HOW = frozenset({"OutputArtifactFormat", "PollForSourceChanges", "DetectChanges", "OAuthToken"})
_PLACE = frozenset({"Type", "Location", "SourceVersion", "Auth"})


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each source whose location was not used before."""
    if not comparison.before.resources:
        return
    known = {fingerprint: node for _, fingerprint, node, _ in _sources(comparison.before)}
    for name, fingerprint, node, words in _sources(comparison.after):
        if fingerprint not in known and known:
            old = next((one for one in known.values() if one.path == node.path), None)
            summary = f"{name} reads its source from a new location"
            before = old.path if old else None
            path = _first_changed(old, node)
            yield Risk(RiskKind.SOURCE_CHANGED, str(node.path[1]), summary, words, before, path)


def _first_changed(old: Node | None, new: Node) -> TemplatePath:
    """Return the path of the first changed part, so that its line is shown."""
    if isinstance(old, MapNode) and isinstance(new, MapNode):
        changed = (value.path for key, value in new.entries.items() if old.entries.get(key) != value)
        return next(changed, new.path)
    return new.path


def _sources(template: Template) -> Iterator[tuple[str, str, Node, tuple[str, ...]]]:
    """Yield the reader of a source, the identity of its location, its path, and its value."""
    for pipeline, action in pipeline_actions(template):
        if action.category == "Source":
            name = f"action {action.name} of {pipeline}"
            node = action.node.entries.get("Configuration", action.node)
            entries = node.entries if isinstance(node, MapNode) else {}
            parts = {key: value for key, value in entries.items() if key not in _HOW}
            yield _source(name, action.provider, parts, node)
    for project in template.resources.values():
        properties = project.properties.entries
        for place in [properties.get("Source"), *_items(properties.get("SecondarySources"))]:
            if project.type == PROJECT and isinstance(place, MapNode) and "Location" in place.entries:
                parts = {key: value for key, value in place.entries.items() if key in _PLACE}
                if "SourceVersion" in properties:
                    parts["SourceVersion"] = properties["SourceVersion"]
                yield _source(project.logical_id, "", parts, place)


def _source(
    name: str, provider: str, parts: dict[str, Node], node: Node
) -> tuple[str, str, Node, tuple[str, ...]]:
    words = tuple(f"{key}: {show(value)}" for key, value in parts.items())
    return name, repr((provider, sorted(words))), node, words


def _items(node: Node | None) -> tuple[Node, ...]:
    match node:
        case KeyedNode(items=named):
            return tuple(named.values())
        case ListNode(items=items):
            return items
    return ()
