"""Settings that are broken, or hold wrong values."""

from __future__ import annotations

from random import Random

from pilothouse.workspace.settings import OWN_FILE, SHARED_FILE, SHARED_TABLE
from tests.fuzz import bases
from tests.fuzz.examine import Files, examine_settings
from tests.fuzz.kind import Kind
from tests.fuzz.mutate import changed_bytes

_VALUES = (
    *(
        "1",
        "-0",
        "0x" + "f" * 5000,
        "9" * 5000,
        "1_0",
        "1e999",
        "nan",
        "-inf",
        "true",
        "2026-01-01",
        "12:00:00",
    ),
    *(
        "2026-01-01T00:00:00Z",
        '""',
        "''",
        '"""a\nb"""',
        "'''x'''",
        '"\\u0000"',
        '"\\ud800"',
        '"é名"',
        "[]",
        "{}",
    ),
    *(
        "[1, [2]]",
        "[" * 90 + "]" * 90,
        "[" * 5000 + "]" * 5000,
        "{a = 1}",
        "{a.b = {c = []}}",
        "[\n 1, # x\n]",
        "x",
    ),
    *('["PH101", "nothing"]', '["PH001"]', "['\\']", '"\\x"', "{a = 1, a = 2}", "[{a = 1}, {b = [1]}]"),
)
_LINES = (
    *(
        "[a]",
        "[a.b.c]",
        "[[a]]",
        "[[a.b]]",
        "[tool]",
        "[tool.pilothouse]",
        "[tool.pilothouse.per-file-ignores]",
        "[",
        "]",
    ),
    *(
        "a.b.c = 1",
        "\"a b\".'c' = 1",
        "é = 1",
        "= 1",
        "a =",
        "a = 1 b = 2",
        "# pilothouse",
        "\t",
        "\x00",
        "[" + "a." * 200 + "b]",
    ),
)
_KEYS = (
    "select",
    "ignore",
    "fail-on",
    "allow-code",
    "per-file-ignores",
    "a",
    "'*'",
    '"copilot/*"',
    "tool.pilothouse.x",
    "",
)


def settings(random: Random) -> bytes:
    """Make settings."""
    if random.random() < 0.5:
        return changed_bytes(bases.SETTINGS, random)
    lines = bases.SETTINGS.splitlines()
    for _ in range(random.randint(1, 6)):
        line = f"{random.choice(_KEYS)} = {random.choice(_VALUES)}"
        lines.insert(random.randint(0, len(lines)), random.choice((line, line, random.choice(_LINES))))
    return "\n".join(lines).encode("utf-8", "replace")


def generate(random: Random) -> dict[str, bytes]:
    """Make settings, in a file of ours or one that is shared."""
    return {random.choice((OWN_FILE, SHARED_FILE)): settings(random)}


def attempt(files: Files) -> None:
    """Read them."""
    for name, content in files.items():
        examine_settings(content, SHARED_TABLE if name == SHARED_FILE else ())


KIND = Kind("settings", 8, generate, attempt)
