"""cfn-lint's messages, short enough for a line."""

from __future__ import annotations

from pilothouse.passes.check_template.wording import MOST_CHARACTERS, brief


def test_a_short_message_stays_as_it_is() -> None:
    assert brief("'x' is not one of ['Allow', 'Deny']") == ("'x' is not one of ['Allow', 'Deny']", "")


def test_a_long_list_becomes_its_length_and_the_nearest_choice() -> None:
    known = ", ".join(f"'get{n}'" for n in range(99)) + ", 'getobject'"
    message, help = brief(f"'gtobject' is not one of [{known}]")
    assert message == "'gtobject' is not one of the 100 known values"
    assert help == 'did you mean "getobject"?'


def test_a_long_list_without_anything_near_offers_nothing() -> None:
    known = ", ".join(f"'get{n}'" for n in range(99))
    assert brief(f"'zzz' is not one of [{known}]")[1] == ""


def test_a_long_message_is_cut() -> None:
    message, _ = brief("x" * 1000)
    assert message == "x" * MOST_CHARACTERS + "…"
