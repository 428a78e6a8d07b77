"""The documentation site: built strictly, whole, and without anything from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

ROOT = Path(__file__).parents[2]
HREF = re.compile(r"<a\s[^>]*?href=\"?([^\s\">]+)")
LOADED = re.compile(
    r"<(?:link|script|img|iframe|source|object)\s[^>]*?(?:href|src|data)=\"?((?:https?:)?//[^\s\">]+)"
)

pytestmark = pytest.mark.starts_early


def build_site(**settings: object) -> None:
    """Build with `mkdocs.yml`, but for some settings. Raises Abort where a page has a warning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        config = load_config(str(ROOT / "mkdocs.yml"), strict=True, **settings)  # type: ignore[arg-type]
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()


def pages(site: Path) -> dict[str, str]:
    """Return the pages by their path in the site."""
    found = site.rglob("*.html")
    return {page.relative_to(site).as_posix(): page.read_text() for page in found if page.name != "404.html"}


def links(path: str, text: str) -> Iterator[str]:
    """Yield the paths in the site that a page links to."""
    for href in HREF.findall(text):
        yield unquote(urldefrag(urljoin(f"https://site/{path}", href)).url).removeprefix("https://site/")


def test_every_page_is_reached_from_the_home_page_by_links(site: Path) -> None:
    texts = pages(site)
    reached, pending = {"index.html"}, ["index.html"]
    while pending:
        path = pending.pop()
        found = {link for link in links(path, texts[path]) if link in texts} - reached
        reached |= found
        pending += found
    assert len(texts) > 150
    assert reached == texts.keys()


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    assert {path: LOADED.findall(text) for path, text in pages(site).items() if LOADED.search(text)} == {}
    styles = [style.read_text() for style in site.rglob("*.css")]
    assert styles
    assert not [style for style in styles if re.search(r"url\([\"']?(https?:)?//|@import", style)]


@pytest.mark.parametrize(
    "text",
    ["[a page](nowhere.md)", "[a section](index.md#nowhere)", "![a picture](nowhere.svg)", "[a folder](./)"],
)
def test_a_link_that_leads_nowhere_fails(text: str, tmp_path: Path) -> None:
    with pytest.raises(Abort):
        build_small(tmp_path, {"index.md": text})


def test_a_page_that_the_navigation_does_not_list_fails(tmp_path: Path) -> None:
    with pytest.raises(Abort):
        build_small(tmp_path, {"index.md": "# Home", "lonely.md": "# Lonely"})


def test_what_has_no_flaw_is_built(tmp_path: Path) -> None:
    build_small(tmp_path, {"index.md": "# Home\n[here](#home)"})
    assert (tmp_path / "site" / "index.html").is_file()


def build_small(folder: Path, texts: dict[str, str]) -> None:
    docs = folder / "docs"
    docs.mkdir()
    for name, text in texts.items():
        (docs / name).write_text(text)
    build_site(docs_dir=str(docs), site_dir=str(folder / "site"), nav=["index.md"])
