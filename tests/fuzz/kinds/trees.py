"""Manifests that are YAML, with values of every kind where nobody expects them."""

from __future__ import annotations

from random import Random

from tests.fuzz import bases
from tests.fuzz.examine import CONTEXT, MANIFEST, examine
from tests.fuzz.kind import Kind
from tests.fuzz.mutate import changed_tree
from tests.fuzz.tree import yaml_of


def manifest(random: Random) -> bytes:
    """Make a manifest with wrong values."""
    tree = changed_tree(random.choice(bases.manifest_trees()), random)
    return yaml_of(tree, random).encode("utf-8", "replace")


def generate(random: Random) -> dict[str, bytes]:
    """Make a manifest with wrong values, with or without a context."""
    files = {MANIFEST: manifest(random)}
    return files if random.random() < 0.3 else {**files, CONTEXT: bases.context_text().encode()}


KIND = Kind("trees", 26, generate, examine)
