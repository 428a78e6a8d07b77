"""Which findings are shown, by code and by file."""

import pytest

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.filter import FileIgnore, Filter
from pilothouse.diagnostics.place import Place

REPEAT, EMPTY, BROKEN = codes.DUPLICATE_DEPENDENCY, codes.EMPTY_STAGE, codes.INVALID_YAML
PATH = "copilot/pipelines/web/manifest.yml"


def keeps(chosen: Filter, code: Code) -> bool:
    return chosen.keeps(Diagnostic(code, "it is so", Place(PATH)), PATH)


def test_everything_is_kept_by_default() -> None:
    assert keeps(Filter(), REPEAT)


def test_only_the_selected_are_kept() -> None:
    chosen = Filter(select=frozenset({REPEAT}))
    assert (keeps(chosen, REPEAT), keeps(chosen, EMPTY)) == (True, False)


def test_the_ignored_are_not_kept_though_selected() -> None:
    assert not keeps(Filter(frozenset({REPEAT}), frozenset({REPEAT})), REPEAT)


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        (PATH, True),
        ("manifest.yml", True),
        ("*.yml", True),
        ("copilot/pipelines/*", True),
        ("copilot/pipelines/web/", True),
        ("./copilot/**", True),
        ("/copilot", True),
        ("/manifest.yml", False),
        ("copilot/*.yml", False),
        ("copilot/**/manifest.yml", True),
        ("pipelines/*", False),
        ("Manifest.yml", False),
        ("copilot/pipelines/api/*", False),
    ],
)
def test_a_pattern_works_as_in_gitignore(pattern: str, matches: bool) -> None:
    chosen = Filter(files=(FileIgnore(pattern, frozenset({REPEAT})),))
    assert keeps(chosen, REPEAT) is not matches
    assert keeps(chosen, EMPTY)


def test_a_file_that_was_not_read_is_always_reported() -> None:
    everywhere = FileIgnore("*", frozenset({BROKEN}))
    assert keeps(Filter(frozenset({REPEAT}), frozenset({BROKEN}), (everywhere,)), BROKEN)
