"""The kinds of input, one file each."""

from __future__ import annotations

from tests.fuzz.kind import Kind
from tests.fuzz.kinds import buildspecs, contexts, patches, runs, sessions, settings, texts, trees

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        texts.KIND,
        trees.KIND,
        contexts.KIND,
        buildspecs.KIND,
        settings.KIND,
        patches.KIND,
        sessions.KIND,
        runs.KIND,
    )
}
