"""The pictures of the README: the real output of commands, drawn by `make golden`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from pilothouse.scaffold.example import example_files

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
WORKSPACES = ROOT / "fixtures" / "workspaces"
WIDTH = 124

_THEME = TerminalTheme(
    background=(24, 27, 33),
    foreground=(220, 223, 228),
    normal=[
        (24, 27, 33),
        (240, 113, 120),
        (152, 195, 121),
        (229, 192, 123),
        (97, 175, 239),
        (198, 120, 221),
        (86, 182, 194),
        (220, 223, 228),
    ],
)
_FONT_FACES = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


def pictures() -> Iterator[tuple[Path, str]]:
    """Yield each picture with its SVG."""
    yield PICTURES / "lint.svg", _terminal("mistakes", "lint")
    graph = ["graph", "demo-api-frontend-main", "--format", "svg"]
    yield PICTURES / "graph.svg", _run(WORKSPACES / "demo", graph, {})
    yield PICTURES / "example.svg", _example()


def _example() -> str:
    """Draw the workspace of `pilothouse example`."""
    with TemporaryDirectory() as folder:
        for path, text in example_files().items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return _run(Path(folder), ["graph", "--format", "svg"], {})


def _terminal(workspace: str, *arguments: str) -> str:
    said = _run(WORKSPACES / workspace, list(arguments), {"FORCE_COLOR": "1"})
    return terminal_picture(f"$ pilothouse {' '.join(arguments)}\n{said}")


def terminal_picture(shown: str) -> str:
    """Draw what a terminal shows, ANSI colours included, as an SVG."""
    text = Text.from_ansi(shown)
    width = max(WIDTH, text.__rich_measure__(Console(), Console().options).maximum)  # no line is broken
    console = Console(
        record=True, width=width, file=StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(text)
    svg = console.export_svg(title="pilothouse", theme=_THEME, unique_id="terminal")
    return "\n".join(line.rstrip() for line in _FONT_FACES.sub("", svg).splitlines()) + "\n"


def _run(workspace: Path, arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pilothouse", *arguments],
        cwd=workspace,
        env={**os.environ, "PYTHONPATH": str(ROOT / "compiler"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return done.stdout
