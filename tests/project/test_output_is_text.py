"""Output leaves through few doors: who prints, writes JSON and escapes markup is read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "compiler" / "pilothouse"

DOORS: dict[str, dict[str, str]] = {
    "print": {},
    "click.echo": {"cli/terminal.py": "the door"},
    "click.secho": {},
    "click.style": {},
    "click.prompt": {"cli/ask.py": "the questions"},
    "click.confirm": {"cli/ask.py": "the questions"},
    "sys.stdout": {"cli/terminal.py": "the door", "cli/replay.py": "what the door printed before"},
    "sys.stderr": {"cli/terminal.py": "the door", "cli/replay.py": "what the door printed before"},
    "sys.__stdout__": {"cli/terminal.py": "the door"},
    "Console": {"cli/progress.py": "a live table", "cli/commands/status.py": "a live screen"},
    "html.escape": {},
    "xml.sax.saxutils.escape": {},
    "json.dump": {},
    "json.dumps": {
        "render/escape.py": "the door",
        "yaml_text/scalar.py": "YAML's double quotes",
        "source/rewrite.py": "YAML's double quotes, in a file",
        "scaffold/scalar.py": "YAML's double quotes, in a file",
        "scaffold/override_cdk.py": "a file",
        "passes/emit/buildspec.py": "YAML's double quotes, in a text of the template",
        "aws/boto/stacks.py": "a template that was deployed as JSON, to be parsed",
        "rules/template/policy_size.py": "a size",
        "passes/check_template/verdict.py": "a key and an entry of the cache",
        "passes/override/cdk.py": "what a program reads",
        "passes/override/host.py": "what a program answers",
        "passes/override/script.py": "what a program reads",
        "diff/functions.py": "a form to compare",
        "diff/risks/judge.py": "a form to compare",
        "diff/risks/unjudged.py": "a form to compare",
        "passes/check_template/conditions.py": "a form to compare",
        "diff/normalize.py": "a form to compare",
        "diff/node.py": "a form to compare",
        "diff/show.py": "a value in words, which text, Markdown and HTML escape",
        "lsp/session.py": "a default of our own schema",
    },
}
"""What puts text where people or programs read it, and the modules that may, each with the reason."""


def calls(module: Path) -> Iterator[str]:
    """Yield the names that a module's code uses, as it writes them."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node)
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="module")
def users() -> dict[str, set[str]]:
    """Return the modules that use each name."""
    found: dict[str, set[str]] = {name: set() for name in DOORS}
    for module in sorted(PACKAGE.rglob("*.py")):
        for name in found.keys() & set(calls(module)):
            found[name].add(module.relative_to(PACKAGE).as_posix())
    return found


@pytest.mark.parametrize("name", DOORS)
def test_only_its_doors_use_it(name: str, users: dict[str, set[str]]) -> None:
    assert users[name] == set(DOORS[name])


def test_the_modules_are_really_read(tmp_path: Path) -> None:
    stray = tmp_path / "stray.py"
    stray.write_text("import click, json\nfrom click import echo\nclick.echo(json.dumps({}))\nprint(1)\n")
    assert {"click.echo", "json.dumps", "print"} <= set(calls(stray))
