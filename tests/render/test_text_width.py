"""Widths of texts, on the safe side."""

import json
from pathlib import Path

import pytest

from pilothouse.render.graph_layout import CARD_PADDING, TITLE_SIZE, WIDEST_CARD
from pilothouse.render.text_width import Font, fit, text_width
from tests.browser import open_browser

CHARACTERS = "".join(map(chr, range(32, 127)))
_MEASURE = """
const context = document.createElement("canvas").getContext("2d");
context.font = FONT;
return [...CHARACTERS].map((character) => context.measureText(character).width);
"""


def test_a_monospaced_text_is_as_wide_as_it_is_long() -> None:
    assert text_width("abc", Font.MONO, 10) == text_width("ill", Font.MONO, 10) == pytest.approx(18.6)


def test_a_wide_letter_takes_more_than_a_narrow_one() -> None:
    assert text_width("W", Font.SANS, 10) > text_width("a", Font.SANS, 10) > text_width("i", Font.SANS, 10)


def test_a_combining_mark_takes_no_room() -> None:
    assert text_width("e\u0301", Font.SANS, 10) == text_width("e", Font.SANS, 10)


def test_a_text_that_fits_stays_whole() -> None:
    assert fit("abc", Font.MONO, 10, 18.7) == "abc"


@pytest.mark.parametrize("text", ["copilot/pipelines/web/buildspec.yml", "日本語" * 5, "W" * 100])
@pytest.mark.parametrize("room", [40, 60, 99.9])
@pytest.mark.parametrize("font", Font)
def test_a_text_that_does_not_fit_loses_its_middle(text: str, room: float, font: Font) -> None:
    head, ellipsis, tail = fit(text, font, 10, room).partition("…")
    assert ellipsis
    assert text.startswith(head)
    assert text.endswith(tail)
    assert len(head) - len(tail) in (0, 1)
    assert text_width(head + ellipsis + tail, font, 10) <= room


def test_no_character_is_wider_in_a_browser(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html>")
    fonts = {Font.SANS: "bold 100px DejaVu Sans", Font.MONO: "100px DejaVu Sans Mono"}
    with open_browser() as browser:
        browser.open(page)
        for font, name in fonts.items():
            script = _MEASURE.replace("FONT", json.dumps(name)).replace("CHARACTERS", json.dumps(CHARACTERS))
            drawn = dict(zip(CHARACTERS, browser.run(script), strict=True))
            assert {one for one, width in drawn.items() if width > text_width(one, font, 100)} == set()


def test_a_usual_repository_fits_a_card() -> None:
    title = "example/demo-api-frontend@main"
    assert fit(title, Font.SANS, TITLE_SIZE, WIDEST_CARD - 2 * CARD_PADDING) == title
