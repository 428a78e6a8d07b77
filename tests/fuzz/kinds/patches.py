"""Patches that point anywhere and put in anything."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.fuzz import bases, hostile
from tests.fuzz.examine import CONTEXT, MANIFEST, PATCHES, Files, examine, warm_checker
from tests.fuzz.kind import Kind
from tests.fuzz.mutate import changed_bytes, changed_tree
from tests.fuzz.tree import Pairs, Raw, Tree, flow_of, tree_of, yaml_of

_CHECKED = 10
"""Of so many, one is checked with cfn-lint."""
_STEPS = (
    *(
        "-",
        "0",
        "-1",
        "+1",
        "007",
        "9" * 5000,
        "²",
        "",
        "~0",
        "~1",
        "~2",
        "Metadata",
        "Fn::Sub",
        "Ref",
        "cfn-lint",
    ),
    *("Outputs", "Transform", "Fn::ForEach::A", "Parameters", "é", "x" * 300),
)


def pointers(data: Any, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the pointers to everything in a template."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = [above] if above else []
    for step, child in items:
        found += pointers(child, (*above, str(step)))
    return found


def patches(template: dict[str, Any], random: Random) -> bytes:
    """Make one to six patches of a template."""
    known = pointers(template)
    tree = [_patch(template, list(random.choice(known)), random) for _ in range(random.randint(1, 6))]
    if random.random() < 0.2:
        tree = changed_tree(tree, random)
    text = yaml_of(tree, random)
    return changed_bytes(text, random) if random.random() < 0.1 else text.encode("utf-8", "replace")


def _patch(template: dict[str, Any], pointer: list[str], random: Random) -> Tree:
    value = _value(template, pointer, random)
    match random.randrange(6):
        case 0:
            pointer = [*pointer, random.choice(_STEPS)]
        case 1:
            pointer[random.randrange(len(pointer))] = random.choice(_STEPS)
        case 2:
            pointer = pointer[: random.randint(0, len(pointer))]
    path = "".join(f"/{step}" for step in pointer)
    operation = random.choice(("add", "add", "replace", "replace", "remove", "copy"))
    return Pairs([("op", operation), ("path", path), ("value", value)])


def _value(template: dict[str, Any], pointer: list[str], random: Random) -> Tree:
    match random.randrange(4):
        case 0:
            here: Any = template
            for step in pointer:
                here = here[int(step)] if isinstance(here, list) else here[step]
            return changed_tree(tree_of([here]), random)
        case 1:
            return Raw(flow_of([hostile.value(random)]).replace("[", "{a: [", 1) + "}")
        case _:
            return hostile.value(random)


def generate(random: Random) -> dict[str, bytes]:
    """Make patches of what a good manifest compiles to."""
    index = random.randrange(len(bases.manifests()))
    content = patches(bases.template(index), random)
    files = {
        MANIFEST: bases.manifests()[index].encode(),
        CONTEXT: bases.context_text().encode(),
        PATCHES: content,
    }
    return {**files, "cfn-lint": b""} if random.randrange(_CHECKED) == 0 else files


def attempt(files: Files) -> None:
    """Apply them, and do with the template what is done with any."""
    examine(files, asks_cfn_lint="cfn-lint" in files)


KIND = Kind("patches", 14, generate, attempt, warm_checker)
