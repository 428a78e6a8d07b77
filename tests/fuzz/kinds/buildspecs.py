"""Buildspecs with wrong values and broken texts, of a good manifest."""

from __future__ import annotations

from random import Random

from tests.fuzz import bases
from tests.fuzz.examine import BUILDSPEC, CONTEXT, MANIFEST, examine
from tests.fuzz.kind import Kind
from tests.fuzz.mutate import changed_bytes, changed_tree
from tests.fuzz.tree import tree_of, yaml_of


def buildspec(random: Random) -> bytes:
    """Make a buildspec with wrong values, or a text that was one."""
    if random.random() < 0.4:
        return changed_bytes(bases.BUILDSPEC, random)
    tree = changed_tree(tree_of(bases.data_of(bases.BUILDSPEC)), random)
    return yaml_of(tree, random).encode("utf-8", "replace")


def generate(random: Random) -> dict[str, bytes]:
    """Make a buildspec for a good manifest."""
    manifest = random.choice(bases.manifests()).encode()
    return {MANIFEST: manifest, BUILDSPEC: buildspec(random), CONTEXT: bases.context_text().encode()}


KIND = Kind("buildspecs", 10, generate, examine)
