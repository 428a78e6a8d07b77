"""Manifests with characters, tokens and lines lost, repeated and put in."""

from __future__ import annotations

from random import Random

from tests.fuzz import bases
from tests.fuzz.examine import CONTEXT, MANIFEST, examine
from tests.fuzz.kind import Kind
from tests.fuzz.mutate import changed_bytes


def generate(random: Random) -> dict[str, bytes]:
    """Make a text that was a manifest, with or without a context."""
    files = {MANIFEST: changed_bytes(random.choice(bases.manifests()), random)}
    return files if random.random() < 0.3 else {**files, CONTEXT: bases.context_text().encode()}


KIND = Kind("texts", 22, generate, examine)
