"""Widths of texts, on the safe side."""

import pytest

from pilothouse.render.text_width import Font, fit, text_width


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
