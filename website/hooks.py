"""What MkDocs does beyond `mkdocs.yml`, so that pages written for a code host make a site.

Files outside of `docs/` that a page links to become part of the site, under the path that they have in the
repository. An entry of the navigation with a `*` stands for all pages that match.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
DOCS = "docs/"
_LINK = re.compile(r"(?<=\]\()(?!\w+:|#|/)(?P<path>[^)\s#]+)(?=[)#])")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put pages in place of patterns."""
    config.nav = _expanded(config.nav or [], Path(config.docs_dir))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what pages link to outside of `docs/`, and what those link to in turn."""
    pending = list(files.documentation_pages())
    while pending:
        for path in _linked(pending.pop()):
            if _in_site(path) == path and files.get_file_from_path(path) is None and (ROOT / path).is_file():
                file = File.generated(config, path, abs_src_path=str(ROOT / path))
                files.append(file)
                if file.is_documentation_page():
                    pending.append(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Write links between `docs/` and what is outside of it as they are in the site."""
    del config, files
    folder = posixpath.dirname(page.file.src_uri) or "."

    def in_site(link: re.Match[str]) -> str:
        return posixpath.relpath(_in_site(_in_repository(page.file, link["path"])), folder)

    return _LINK.sub(in_site, markdown)


def _expanded(entries: list[Any], docs: Path) -> list[Any]:
    """Return the entries with pages in place of patterns; a pattern doesn't match the page of its section."""
    expanded: list[Any] = []
    for entry in entries:
        if isinstance(entry, dict):
            expanded.append({title: _expanded(inner, docs) for title, inner in entry.items()})
        elif "*" in entry:
            pages = (page.relative_to(docs).as_posix() for page in docs.glob(entry))
            expanded += sorted(page for page in pages if not page.endswith("index.md"))
        else:
            expanded.append(entry)
    return expanded


def _linked(file: File) -> Iterator[str]:
    """Yield the paths, from the repository's root, that a page links to."""
    for link in _LINK.finditer(file.content_string):
        yield _in_repository(file, link["path"])


def _in_repository(file: File, link: str) -> str:
    """Return where a link of a page leads, from the repository's root."""
    own = file.src_uri if file.generated_by else DOCS + file.src_uri
    return posixpath.normpath(posixpath.join(posixpath.dirname(own), link))


def _in_site(path: str) -> str:
    """Return where a file of the repository is in the site."""
    return path.removeprefix(DOCS)
