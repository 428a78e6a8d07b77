"""The README for PyPI: its relative links lead to the repository, at the tag of the version."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(?P<start>!?\[[^\]]*\]\()(?!\w+:|#)(?P<path>[^)\s]+)\)")


class ReadmeHook(MetadataHookInterface):
    """Sets `readme`, which `pyproject.toml` therefore lists as dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the text with absolute links below the first of the project's URLs."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        links = absolute_links(text, metadata["urls"]["Homepage"], f"v{metadata['version']}")
        metadata["readme"] = {"content-type": "text/markdown", "text": links}


def absolute_links(text: str, home: str, revision: str) -> str:
    """Return a Markdown text whose relative links lead to a revision in the repository `home` on GitHub.

    Pictures lead to the file itself, other links to its page.
    """
    raw = home.replace("https://github.com/", "https://raw.githubusercontent.com/")

    def absolute(link: re.Match[str]) -> str:
        base = f"{raw}/{revision}" if link["start"].startswith("!") else f"{home}/blob/{revision}"
        return f"{link['start']}{base}/{link['path']})"

    return _LINK.sub(absolute, text)
