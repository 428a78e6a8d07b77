"""Path patterns as in `.gitignore`: the only place that imports pathspec."""

from __future__ import annotations

from functools import lru_cache

from pathspec import GitIgnoreSpec


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern matches a path, or a folder above it. Both have `/`, and start at the same folder.

    Source: gitignore(5), "PATTERN FORMAT". A leading `./`, which git reads as a name, is ignored here.
    """
    return _spec(pattern.removeprefix("./")).match_file(path)


@lru_cache(maxsize=256)
def _spec(pattern: str) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines([pattern])
