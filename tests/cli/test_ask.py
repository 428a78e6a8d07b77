"""Questions on the terminal: lists, help, and answers that are asked for again."""

import io
import sys
from collections.abc import Callable

import pytest

from pilothouse.cli import ask
from pilothouse.cli.ask import Asker, Choice
from pilothouse.cli.errors import CommandError

ENVIRONMENTS = [Choice("test", "us-west-2"), Choice("prod", "eu-west-1"), Choice("prod-eu")]


@pytest.fixture
def asker(monkeypatch: pytest.MonkeyPatch) -> Asker:
    monkeypatch.setattr(ask, "is_terminal", lambda: True)
    return Asker(confirms_all=False)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def type_lines(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_lines


def test_a_line_of_a_list_is_chosen_by_number_or_by_name_in_any_case(
    asker: Asker, answer: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("2", "TEST", "prod")
    assert [asker.choose("Where?", ENVIRONMENTS) for _ in range(3)] == ["prod", "test", "prod"]
    shown = "Where?\n  1. test     us-west-2\n  2. prod     eu-west-1\n  3. prod-eu\nNumber or name: "
    assert capsys.readouterr().err.startswith(shown)


def test_several_lines_keep_the_order_of_the_answer(asker: Asker, answer: Callable[..., None]) -> None:
    answer("2,test", "prod-eu 1")
    assert asker.choose_several("Where?", ENVIRONMENTS) == ("prod", "test")
    assert asker.choose_several("Where?", ENVIRONMENTS) == ("prod-eu", "test")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("tset", 'did you mean "test"?'),
        ("4", '"4" is not in the list'),
        ("0", '"0" is not in the list'),
        ("eu", '"eu" is not in the list; these contain it:\n    3. prod-eu\n'),
    ],
)
def test_what_the_list_does_not_hold_is_asked_for_again(
    wrong: str,
    said: str,
    asker: Asker,
    answer: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(wrong, "1")
    assert asker.choose("Where?", ENVIRONMENTS) == "test"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["1,test", ",", "test,nope"])
def test_a_wrong_list_of_names_is_asked_for_again(
    wrong: str, asker: Asker, answer: Callable[..., None]
) -> None:
    answer(wrong, "1")
    assert asker.choose_several("Where?", ENVIRONMENTS) == ("test",)


def test_a_question_mark_shows_the_help(
    asker: Asker, answer: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("?", "main")
    assert asker.ask("Branch", str, help="The branch that starts the pipeline.") == "main"
    said = "Branch (? for help):   The branch that starts the pipeline.\nBranch (? for help): "
    assert capsys.readouterr().err == said


def test_a_refused_answer_is_asked_for_again_with_its_reason(
    asker: Asker, answer: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    def read(text: str) -> int:
        if not text.isdecimal():
            raise CommandError(f"{text} is not a number", "give a number")
        return int(text)

    answer("many", "7")
    assert asker.ask("How many", read) == 7
    assert "many is not a number\n  give a number\n" in capsys.readouterr().err


def test_an_empty_answer_takes_the_default(asker: Asker, answer: Callable[..., None]) -> None:
    answer("", "")
    assert asker.choose("Where?", ENVIRONMENTS, default="prod") == "prod"
    assert asker.choose_or_type("Which?", ENVIRONMENTS, str, default="test") == "test"


def test_an_open_list_takes_what_it_does_not_hold(asker: Asker, answer: Callable[..., None]) -> None:
    answer("3", "elsewhere", "anything")
    assert asker.choose_or_type("Which?", ENVIRONMENTS, str) == "prod-eu"
    assert asker.choose_or_type("Which?", ENVIRONMENTS, str) == "elsewhere"
    assert asker.choose_or_type("Which?", [], str) == "anything"


def test_of_a_long_list_the_beginning_is_shown_and_part_of_a_name_finds_the_rest(
    asker: Asker, answer: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("ice-29", "service-299")
    chosen = asker.choose("Which?", [Choice(f"service-{number}") for number in range(300)])
    said = capsys.readouterr().err
    assert chosen == "service-299"
    assert "  20. service-19\n  ... and 280 more; type part of a name" in said
    assert "300. service-299" in said


@pytest.mark.parametrize("missing", ["stdin", "stderr"])
def test_nobody_is_asked_who_cannot_see_the_question_or_answer_it(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("stdin", "stderr"):
        monkeypatch.setattr(sys, name, Terminal())
    assert Asker(confirms_all=False).may_ask
    assert not Asker(confirms_all=True).may_ask
    for gone in (None, io.StringIO()):
        monkeypatch.setattr(sys, missing, gone)
        assert not Asker(confirms_all=False).may_ask
        with pytest.raises(CommandError, match="not a terminal"):
            Asker(confirms_all=False).confirm("Go on?")
