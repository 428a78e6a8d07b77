"""A YAML syntax error is explained at the line of the mistake, with the correction."""

import pytest

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Source
from pilothouse.passes.parse import parse
from pilothouse.source.edit import apply_edits
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Span

GOOD = """\
name: release
version: 1

source:
  provider: GitHub
  properties:
    repository: https://github.com/example/shop
    branch: main

build:
  image: aws/codebuild/standard:7.0

stages:
  - name: test
    deployments:
      api:
      web:
        depends_on: [api]
    test_commands:
      - make test
  - name: prod
    requires_approval: true
"""


def only(text: str) -> Diagnostic:
    (finding,) = parse(SourceFile("manifest.yml", text)).findings
    return finding


def with_mistake(right: str, wrong: str) -> str:
    assert GOOD.count(right) >= 1
    return GOOD.replace(right, wrong, 1)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message", "help"),
    [
        ("source:", "source", 4, '"source" is a key without a colon', 'write "source:"'),
        ("branch: main", "branch:main", 8, 'a space is missing after "branch:"', 'write "branch: main"'),
        ("branch: main", "branch main", 8, 'a colon is missing after "branch"', 'write "branch: main"'),
        ("branch: main", "branch = main", 8, '"branch" is followed by "="', 'write "branch: main"'),
        (
            "branch: ",
            "branch\uff1a ",
            8,
            '"branch" is followed by a full-width colon',
            'write "branch: main"',
        ),
        ("- name: test", "-name: test", 14, 'a space is missing after "-"', 'write "- name: test"'),
        ("make test", '"make test', 20, 'the " that opens here is not closed', 'close it: "make test"'),
        (
            "name: release",
            "name: 'release",
            1,
            "the ' that opens here is not closed",
            "close it: 'release'",
        ),
        ("[api]", '[api, "web]', 18, 'the " that opens here is not closed', 'close it: "web"'),
        ("branch: main", "branch: \"main'", 8, "starts with \" and ends with '", 'at both ends: "main"'),
        ("[api]", "[api", 18, 'the "[" that opens here is never closed', "close it: [api]"),
        ("- make test", "- {a: b", 20, 'the "{" that opens here is never closed', "close it: {a: b}"),
        ("make test", '"make" test', 20, 'text follows after the closing "', "'\"make\" test'"),
        ("make test", "'echo it's ok'", 20, "text follows after the closing '", '"echo it\'s ok"'),
        ("make test", "@make", 20, 'text cannot start with "@"', "quote the whole text: '@make'"),
        (
            "make test",
            "`make`",
            20,
            'text cannot start with "`"',
            "quote the whole text: '`make`'",
        ),
        (
            "make test",
            "%PATH%",
            20,
            'text cannot start with "%"',
            "quote the whole text: '%PATH%'",
        ),
        (
            "make test",
            "& make",
            20,
            'text cannot start with "&"',
            "quote the whole text: '& make'",
        ),
        ("make test", "[ -f x ] && make", 20, '"[" starts a list, but text follows it', "'[ -f x ] && make'"),
        ("make test", '"grep \\d x"', 20, "\\d is not a valid escape", "'grep \\d x'"),
        ("provider: GitHub", "provider: GitHub branch: main", 5, "a second colon on this line", "quote"),
        ("    branch", "\tbranch", 8, "this line is indented with a tab", "indent with spaces"),
        (
            "  provider: GitHub",
            "\u3000provider: GitHub",
            5,
            "only looks like a space (U+3000)",
            "ordinary spaces",
        ),
        ("source:", "source: GitHub", 4, '"source" has a value, "GitHub", and keys below it', "remove"),
        ("  properties:", "    properties:", 6, "matches no line above", "by 2 fewer spaces, like line 5"),
        ("    requires", "  requires", 22, "matches no line above", "by 2 more spaces, like line 21"),
        ("  - name: prod", "   - name: prod", 21, "matches no line above", "by 1 fewer space"),
        ("name: release", " name: release", 1, "matches no line above", "by 1 fewer space, like line 2"),
        ("api:\n", "api\n", 16, '"api" is a key without a colon', 'write "api:"'),
        ("true\n", "true\nstray\n", 23, '"stray" is a key without a colon', 'write "stray:"'),
        ("version: 1", "// why\nversion: 1", 2, 'a comment starts with "#"', 'write "# why"'),
        ("name: release", "```yaml\nname: release", 1, "this line is Markdown", "remove the fences"),
        (
            "stages:",
            "}stages:",
            13,
            "neither `key: value` nor a list item",
            "correct or remove it",
        ),
    ],
)
def test_a_mistake_is_found_where_it_is(right: str, wrong: str, line: int, message: str, help: str) -> None:
    found = only(with_mistake(right, wrong))
    assert message in found.message
    assert help in found.help
    assert isinstance(found.place.anchor, Span)
    assert found.place.anchor.start.line == line


def test_a_merge_conflict_is_found_at_its_first_marker() -> None:
    wrong = "<<<<<<< HEAD\n    branch: main\n=======\n    branch: dev\n>>>>>>> other"
    found = only(with_mistake("    branch: main", wrong))
    assert "unresolved merge conflict" in found.message
    assert isinstance(found.place.anchor, Span)
    assert found.place.anchor.start.line == 8
    assert found.fix is None


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("branch: main", "branch:main", GOOD),
        ("[api]", "[api", GOOD),
        ("source:", "source", GOOD),
        ("  - name: prod", "   - name: prod", GOOD),
        ("make test", "@make", GOOD.replace("make test", "'@make'")),
    ],
)
def test_what_was_tried_is_offered_as_a_fix(right: str, wrong: str, expected: str) -> None:
    file = SourceFile("manifest.yml", with_mistake(right, wrong))
    found = only(file.text)
    assert found.fix is not None
    assert not found.fix.is_safe
    assert apply_edits(file, found.fix.resolve(Source(file))) == expected


def test_with_a_second_mistake_the_first_is_reported_and_no_fix_is_offered() -> None:
    found = only(with_mistake("branch: main", "branch:main").replace("make test", "@make"))
    assert found.message == 'a space is missing after "branch:"'
    assert found.fix is None


def test_a_mistake_without_a_guess_is_reported_in_plain_words() -> None:
    found = only("a: [}\n")
    assert found.message
    assert "<" not in found.message
    assert found.help


def test_a_large_file_is_not_read_again_and_again() -> None:
    found = only("a: 1\n" * 100_000 + "b: [\n")
    assert found.code.slug == "invalid-yaml"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks_stay_as_they_are(line_break: str) -> None:
    file = SourceFile("manifest.yml", with_mistake("branch: main", "branch:main").replace("\n", line_break))
    found = only(file.text)
    assert found.fix is not None
    assert apply_edits(file, found.fix.resolve(Source(file))) == GOOD.replace("\n", line_break)
