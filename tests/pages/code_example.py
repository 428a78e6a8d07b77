"""The example at the end of a code's page: its fixture, and the findings in it."""

from __future__ import annotations

from pathlib import Path

from pilothouse.workspace.settings import OWN_FILE

ROOT = Path(__file__).parents[2]
EXAMPLE_MARK = "<!-- example: written by make golden -->\n"
MOST_LINES = 40
"""More of a fixture isn't shown."""
_LANGUAGES = {".yml": "yaml", ".yaml": "yaml", ".py": "python", ".json": "json", ".toml": "toml"}


def with_example(page: str, fixture: Path, said: str) -> str:
    """Return a code's page with its fixture, and the findings in it, at the end."""
    prose = page.split(EXAMPLE_MARK, maxsplit=1)[0].rstrip("\n")
    shown = "".join(_fence(path, fixture) for path in _shown_files(fixture, said))
    return f"{prose}\n\n{EXAMPLE_MARK}\n## Example\n\n{shown}```text\n{said}```\n"


def _shown_files(fixture: Path, said: str) -> list[Path]:
    if not fixture.is_dir():
        context = fixture.with_suffix(".context.yml")
        return [context if f"--> {context.relative_to(ROOT).as_posix()}" in said else fixture]
    files = (
        path
        for path in fixture.rglob("*")
        if path.is_file() and path.suffix in _LANGUAGES and path.name != "context.yml"
    )
    return sorted(
        path
        for path in files
        if "copilot/pipelines" in path.as_posix() or "overrides" in path.parts or path.name == OWN_FILE
    )


def _fence(path: Path, fixture: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
    name = f"`{path.relative_to(fixture).as_posix()}`\n\n" if fixture.is_dir() else ""
    return f"{name}```{_LANGUAGES[path.suffix]}\n{_beginning(text)}\n```\n\n"


def _beginning(text: str) -> str:
    lines = text.rstrip().splitlines()
    if len(lines) <= MOST_LINES:
        return "\n".join(lines)
    return "\n".join([*lines[:MOST_LINES], f"# … and {len(lines) - MOST_LINES} more lines like these"])
