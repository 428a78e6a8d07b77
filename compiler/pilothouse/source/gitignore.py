"""Patterns of paths as `.gitignore` has them: the only place that knows pathspec."""

from __future__ import annotations

from functools import lru_cache

from pathspec import GitIgnoreSpec


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern matches a path, or a folder above it. Both have `/`, and start from one folder.

    Source: gitignore(5), "PATTERN FORMAT". A leading `./`, which git takes for a name, says nothing here.
    """
    return _spec(pattern.removeprefix("./")).match_file(path)


@lru_cache(maxsize=256)
def _spec(pattern: str) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines([pattern])
