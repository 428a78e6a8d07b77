"""The documentation site as a reader sees it, opened from a disk: search, small screens, light and dark."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Browser, open_browser

PAGES = (
    "index.html",
    "quick-start.html",
    "manifest.html",
    "codes/index.html",
    "permissions.html",
    "output/diff.html",
)
SEARCH = """
document.querySelector("#__search").click();
const field = document.querySelector(".md-search__input");
field.focus();
field.value = arguments[0];
field.dispatchEvent(new Event("input", {bubbles: true}));
field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
"""
FOUND = """
return [...document.querySelectorAll(".md-search-result__link")].map((link) => link.getAttribute("href"))
"""

pytestmark = pytest.mark.starts_early


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


def search(browser: Browser, words: str) -> list[str]:
    """Search, and return the links that are found, as soon as there are any."""
    browser.run(SEARCH.replace("arguments[0]", repr(words)))
    for _ in range(200):
        if found := browser.run(FOUND):
            return [str(link) for link in found]
        time.sleep(0.05)
    return []


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("PH204", "codes/PH204-unknown-dependency.html"),
        ("unmatched-patch", "codes/PH502-unmatched-patch.html"),
        ("output_artifact_format", "manifest.html"),
    ],
)
def test_the_search_finds_what_a_reader_looks_for(
    words: str, page: str, site: Path, browser: Browser
) -> None:
    browser.open(site / "index.html")
    assert any(page in link for link in search(browser, words)[:3])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_horizontal_scroll_on_a_small_screen(page: str, site: Path, browser: Browser) -> None:
    browser.emulate(width=400, scheme="light")
    browser.open(site / page)
    assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
    assert browser.run("return document.body.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("scheme", "dark"), [("dark", True), ("light", False)])
def test_a_page_follows_the_systems_scheme(scheme: str, dark: bool, site: Path, browser: Browser) -> None:
    browser.emulate(width=1280, scheme=scheme)
    browser.open(site / "index.html")
    colour = browser.run(
        "return getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number)"
    )
    assert (sum(colour[:3]) < 300) is dark


def test_the_browser_has_nothing_to_complain_about(site: Path, browser: Browser) -> None:
    browser.complaints()
    for page in PAGES:
        browser.open(site / page)
    assert browser.complaints() == []
