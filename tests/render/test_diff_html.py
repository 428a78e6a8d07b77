"""The page of differences, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pilothouse.diff.stack_diff import diff_stacks
from pilothouse.render.diff_html import diff_html
from tests.browser import Browser, open_browser
from tests.golden_diff import diff_fixtures, fixture_diff
from tests.render.diff_examples import hostile_diff

EVERY_FIXTURE = pytest.mark.parametrize("fixture", diff_fixtures(), ids=lambda fixture: fixture.name)
VOID = {"meta", "!doctype"}

# The contrast of each text with what is behind it, by the formula of WCAG 2.2 ("contrast ratio").
LOWEST_CONTRAST = """
const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const channel = value => linear(value / 255);
const parse = text => text.match(/[0-9.]+/g).map(Number);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const behind = node => {
  for (; node; node = node.parentElement) {
    const colour = parse(getComputedStyle(node).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
document.querySelectorAll('details').forEach(one => { one.open = true; });
const texts = [...document.querySelectorAll('main *')].filter(node =>
  [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()));
return Math.min(...texts.map(node => {
  const [high, low] = [light(parse(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}));
"""


class Balance(HTMLParser):
    """Counts tags that aren't closed in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.mistakes = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mistakes += 1


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


def show(browser: Browser, page: str, folder: Path, *, width: int = 1200, scheme: str = "light") -> None:
    path = folder / "diff.html"
    path.write_text(page, encoding="utf-8")
    browser.emulate(width=width, scheme=scheme)
    browser.open(path)


@EVERY_FIXTURE
def test_tags_are_closed_in_their_order(fixture: Path) -> None:
    balance = Balance()
    balance.feed(diff_html([fixture_diff(fixture)]))
    assert (balance.open, balance.mistakes) == ([], 0)


@EVERY_FIXTURE
def test_a_page_needs_nothing_from_elsewhere(fixture: Path) -> None:
    page = diff_html([fixture_diff(fixture)])
    assert not re.search(r"<(?:script|link|img|iframe)|\b(?:src|href|url)\s*[=(]|@import", page)


def test_equal_pipelines_are_counted() -> None:
    other = fixture_diff(diff_fixtures()[0])
    same = diff_stacks("pipeline-demo-same", other.after, other.after)
    page = diff_html([same, other, same])
    assert page.count("<section>") == 1
    assert "2 pipelines without a difference." in page
    assert same.name not in page
    assert "<title>Differences: 2 pipelines without a difference</title>" in diff_html([same, same])
    assert "No difference" in diff_html([same])


def test_the_browser_has_nothing_to_complain_about(browser: Browser, tmp_path: Path) -> None:
    show(browser, diff_html([hostile_diff()]), tmp_path)
    assert browser.complaints() == []
    assert browser.run("return performance.getEntriesByType('resource').length") == 0


def test_any_content_of_a_template_stays_text(browser: Browser, tmp_path: Path) -> None:
    show(browser, diff_html([hostile_diff()]), tmp_path)
    assert browser.run("return document.querySelectorAll('script, img, main b').length") == 0
    assert "<img src=x onerror=alert(1)>" in browser.run("return document.body.textContent")


def test_a_resource_unfolds(browser: Browser, tmp_path: Path) -> None:
    risks = next(fixture for fixture in diff_fixtures() if fixture.name == "risks")
    show(browser, diff_html([fixture_diff(risks)]), tmp_path)
    is_shown = "return document.querySelector('pre').checkVisibility()"
    assert not browser.run(is_shown)
    browser.run("document.querySelector('pre').parentElement.querySelector('summary').click()")
    assert browser.run(is_shown)


@pytest.mark.parametrize("width", [320, 768, 1600])
def test_the_page_is_never_wider_than_the_screen(browser: Browser, tmp_path: Path, width: int) -> None:
    show(browser, diff_html([*map(fixture_diff, diff_fixtures()), hostile_diff()]), tmp_path, width=width)
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert browser.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 400])
def test_a_line_number_is_never_broken(browser: Browser, tmp_path: Path, width: int) -> None:
    show(browser, diff_html(list(map(fixture_diff, diff_fixtures()))), tmp_path, width=width)
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    numbers = "[...document.querySelectorAll('.number')]"
    assert browser.run(f"return {numbers}.length") > 20
    assert browser.run(f"return {numbers}.filter(one => one.getClientRects().length > 1).length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_with_its_background(browser: Browser, tmp_path: Path, scheme: str) -> None:
    risks = [fixture_diff(fixture) for fixture in diff_fixtures()]
    show(browser, diff_html(risks), tmp_path, scheme=scheme)
    assert browser.run(LOWEST_CONTRAST) >= 4.5
    dark = browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(13, 17, 23)"
    assert dark == (scheme == "dark")
