"""The promises of docs/promises.md, and their state today.

`fixtures/promises.json` lists what releases promised. Nothing in it may go or change. A release adds what is
new: `python -m tests.promises --add`.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from pilothouse.cli import exits, steering
from pilothouse.cli.commands import init
from pilothouse.cli.main import COMMANDS, pilothouse
from pilothouse.diagnostics import codes
from pilothouse.render import (
    diagnostics_json,
    diff_json,
    drift_json,
    log_text,
    pipelines_text,
    show_json,
    status_json,
)

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "compiler" / "pilothouse"
PROMISED = ROOT / "fixtures" / "promises.json"
FORMS = {
    "diff --format json": diff_json.VERSION,
    "drift --json": drift_json.VERSION,
    "init --json": init.VERSION,
    "lint --format json": diagnostics_json.VERSION,
    "logs --json": log_text.VERSION,
    "ls --json": pipelines_text.VERSION,
    "show --json": show_json.VERSION,
    "start --json": steering.VERSION,
    "status --json": status_json.VERSION,
}
_VARIABLE = re.compile(r"\b(?:PILOTHOUSE_[A-Z_]+|NO_COLOR|FORCE_COLOR)\b")
_FIELD = re.compile(r"^\| `([\w.\[\]]+)` \| [^|`]+ \|", re.MULTILINE)

Promises = dict[str, dict[str, object]]


def today() -> Promises:
    """Return everything that can be promised: by kind, the names and the values that they keep."""
    settings = (json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text()) for name in _SETTINGS)
    return {
        "codes": {code.id: code.slug for code in codes.ALL_CODES},
        "commands": dict(_options()),
        "exit codes": {name: value for name, value in vars(exits).items() if isinstance(value, int)},
        "fields": {
            f"{page.name} {field}": True for page in _pages() for field in _FIELD.findall(page.read_text())
        },
        "forms": {**FORMS},
        "schemas": {
            path.name: json.loads(path.read_text())["$id"]
            for path in (ROOT / "schemas").glob("*.schema.json")
        },
        "settings": {key: True for schema in settings for key in schema["properties"]},
        "templates": dict(_templates()),
        "variables": {
            name: True for path in PACKAGE.rglob("*.py") for name in _VARIABLE.findall(path.read_text())
        },
    }


_SETTINGS = ("settings", "user-settings")


def _options() -> Iterator[tuple[str, object]]:
    """Yield each command and option in help, and the default if it is a plain value."""
    context = click.Context(pilothouse)
    for name in COMMANDS:
        command = pilothouse.get_command(context, name)
        if command is None:
            raise LookupError(name)
        below = command.commands if isinstance(command, click.Group) else {}
        for words, one in {name: command, **{f"{name} {word}": sub for word, sub in below.items()}}.items():
            yield words, True
            for option in one.params:
                if isinstance(option, click.Option) and not option.hidden:
                    plain = option.default if isinstance(option.default, str | int) else None
                    yield from (
                        (f"{words} {spelling}", plain) for spelling in [*option.opts, *option.secondary_opts]
                    )


def _pages() -> list[Path]:
    return sorted((ROOT / "docs" / "output").glob("*.md"))


def _templates() -> Iterator[tuple[str, str]]:
    """Yield the digest of each template of a version 1 manifest among the golden files."""
    for template in sorted((ROOT / "fixtures" / "ok").glob("*.template.yml")):
        manifest = template.with_name(template.name.replace(".template.", "."))
        if manifest.is_file() and not re.search(r"^version: *[^1\s]", manifest.read_text(), re.MULTILINE):
            yield template.name, hashlib.sha256(template.read_bytes()).hexdigest()


def broken(promised: Promises, now: Promises) -> list[str]:
    """Return a sentence for each broken promise."""
    return [
        f"{kind}: {name} was promised"
        + ("" if name not in now[kind] else f" to be {kept}, and is {now[kind][name]}")
        for kind, things in promised.items()
        for name, kept in things.items()
        if name not in now[kind] or now[kind][name] != kept
    ]


def main() -> int:
    """Report broken promises. With `--add`, and if there are none, promise everything new."""
    now = today()
    promised = json.loads(PROMISED.read_text()) if PROMISED.exists() else {}
    found = broken(promised, now)
    sys.stderr.writelines(f"{line}\n" for line in found)
    if not found and "--add" in sys.argv:
        PROMISED.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
