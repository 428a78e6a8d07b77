"""The words that docs/style.md advises against are in no text that a person reads."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from inspect import cleandoc
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLE = ROOT / "docs/style.md"
ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \|([^|]*)\|$", re.MULTILINE)
CODE = re.compile(
    r"^(`{3,}|~{3,}).*?^\1|^ {4}.*?$|`[^`\n]*`|\]\([^)]*\)|https?://\S+|\bNone\b", re.DOTALL | re.MULTILINE
)
COMMENT = re.compile(r"(?:^ *# .*\n)+|(?<=\S)  # .*", re.MULTILINE)
EXPLAINED = re.compile(r"(?:^|\s)##? .*", re.MULTILINE)


def _phrases(cells: str) -> list[str]:
    return [phrase.strip() for phrase in cells.split(",") if phrase.strip()]


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len)[::-1])
    return re.compile(rf"(?<![\w'-])(?:{words})(?![\w'-])", re.IGNORECASE)


@cache
def _lists() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a pattern of the words to avoid, and one of the phrases in which they are right."""
    rows = ROW.findall(STYLE.read_text().partition("## Words")[2])[2:]
    avoided, excepted = zip(*rows, strict=True)
    return _pattern(_phrases(",".join(avoided))), _pattern(_phrases(",".join(excepted)))


def _found(text: str) -> list[str]:
    avoided, excepted = _lists()
    if not avoided.search(text):
        return []
    return [match[0] for match in avoided.finditer(excepted.sub("…", CODE.sub("…", text)))]


def _paragraphs(document: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a document without its code, each with its line."""
    line = 1
    for paragraph in CODE.sub(lambda code: "…" + "\n" * code[0].count("\n"), document).split("\n\n"):
        yield line, paragraph
        line += paragraph.count("\n") + 2


def _python(source: str) -> Iterator[tuple[int, str]]:
    """Yield the docstrings, strings, test names and comments of a module, each with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, cleandoc(node.value)
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.lineno, node.name.replace("_", " ")
    for comment in COMMENT.finditer(source):
        yield (
            source.count("\n", 0, comment.start()) + 1,
            re.sub(r"^ +", "", comment[0].replace("#", ""), flags=re.MULTILINE),
        )


def _descriptions(value: object) -> Iterator[tuple[int, str]]:
    match value:
        case dict():
            for key, part in value.items():
                if key in ("description", "title") and isinstance(part, str):
                    yield 0, part
                yield from _descriptions(part)
        case list():
            for part in value:
                yield from _descriptions(part)


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    source = path.read_text()
    match path.suffix:
        case ".py":
            yield from _python(source)
        case ".json":
            yield from _descriptions(json.loads(source))
        case ".md":
            yield from _paragraphs(source)
        case _:
            yield from ((0, text) for text in EXPLAINED.findall(source))


def _files() -> list[Path]:
    folders = ("compiler", "tests", "benchmarks", "docs", "release", "schemas")
    named = [
        path
        for folder in folders
        for kind in ("*.py", "*.md", "*.json")
        for path in (ROOT / folder).rglob(kind)
    ]
    named = [path for path in named if "corpus" not in path.parts and path not in (STYLE, Path(__file__))]
    return sorted(
        [*named, *ROOT.glob("*.md"), ROOT / "Makefile", ROOT / "action.yml", ROOT / "pyproject.toml"]
    )


@cache
def _findings() -> dict[str, list[str]]:
    """Return what is found, by the path of a file."""
    found: dict[str, list[str]] = {}
    for path in _files():
        name = path.relative_to(ROOT).as_posix()
        lines = [f"{name}:{line}: {word}" for line, text in _texts(path) for word in _found(text)]
        if lines:
            found[name] = lines
    return found


def test_only_plain_words_are_used() -> None:
    lines = [line for each in _findings().values() for line in each]
    assert not lines, f"{STYLE.name} has plainer words:\n" + "\n".join(lines)


@pytest.mark.parametrize(
    "text", ["It stands\n  there.", "lies", "That is none.", "Take it away by an override"]
)
def test_a_word_is_found_across_lines_and_in_any_case(text: str) -> None:
    assert _found(text)


@pytest.mark.parametrize(
    "text", ["There is no key.", "`lies`", "https://lies.example/", "understands", "stands for", "belies"]
)
def test_code_and_the_exceptions_are_not_searched(text: str) -> None:
    assert not _found(text)
