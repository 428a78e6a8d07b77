"""What Copilot keeps in a parameter is read with care: anybody may have written it."""

import pytest

from pilothouse.aws.fault import AwsError
from pilothouse.aws.record import read_record


def test_texts_are_read() -> None:
    record = read_record('{"name": "demo", "tags": {"team": "dock", "cost": 1}, "boundary": ""}', "it")
    assert record.text("name") == "demo"
    assert record.texts("tags") == {"team": "dock", "cost": "1"}
    assert record.texts("none") == {}
    assert (record.text("boundary", default="x"), record.text("missing", default="x")) == ("", "x")


@pytest.mark.parametrize("value", ["", "no json", "[]", "null", '"text"'])
def test_a_value_that_is_not_an_object_is_refused(value: str) -> None:
    with pytest.raises(AwsError, match="cannot read application demo: its parameter is not"):
        read_record(value, "application demo")


@pytest.mark.parametrize("value", ["{}", '{"account": null}', '{"account": 1}', '{"account": ""}'])
def test_a_missing_text_is_named(value: str) -> None:
    with pytest.raises(AwsError, match='no text "account"'):
        read_record(value, "application demo").text("account")
