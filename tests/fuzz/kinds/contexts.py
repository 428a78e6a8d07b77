"""Context files with wrong values, and a manifest that needs them."""

from __future__ import annotations

from random import Random

from tests.fuzz import bases
from tests.fuzz.examine import CONTEXT, MANIFEST, examine
from tests.fuzz.kind import Kind
from tests.fuzz.mutate import changed_bytes, changed_tree
from tests.fuzz.tree import tree_of, yaml_of


def context(random: Random) -> bytes:
    """Make a context with wrong values, or a text that was one."""
    if random.random() < 0.3:
        return changed_bytes(bases.context_text(), random)
    tree = changed_tree(tree_of(bases.data_of(bases.context_text())), random)
    return yaml_of(tree, random).encode("utf-8", "replace")


def generate(random: Random) -> dict[str, bytes]:
    """Make a context for a good manifest."""
    return {MANIFEST: random.choice(bases.manifests()).encode(), CONTEXT: context(random)}


KIND = Kind("contexts", 10, generate, examine)
