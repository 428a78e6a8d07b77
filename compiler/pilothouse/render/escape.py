"""Untrusted text made harmless: one function for each kind of output, used wherever that kind is written.

Untrusted is the content of a manifest, a file's name, git, AWS or a log. In no output may it become markup, a
terminal control, or a command to the reader of a build's log: GitHub reads `::error` at the start of a line
and `##[error]` anywhere in it (actions/runner, ActionCommand.cs), Azure and TeamCity read `##vso[` and
`##teamcity[`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable

from pilothouse.render.cells import shown
from pilothouse.yaml_text.scalar import LINE_COMMAND, MARKER

Writer = Callable[[str], str]
"""Writes an untrusted text into one kind of output."""

_MARKER = re.compile(MARKER)
_LINE_COMMAND = re.compile(LINE_COMMAND, re.MULTILINE)
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")
_UNUSUAL = re.compile(r"[^\n\x20-\x7e]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")

_GITHUB_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_GITHUB_PROPERTY = {**_GITHUB_DATA, ord(":"): "%3A", ord(","): "%2C"}
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!$^&])")
_MENTION = re.compile(r"@(?=[A-Za-z0-9])|#(?=[0-9])")
_TICKS = re.compile(r"`+")
_MERMAID = re.compile(r"[^\w .,@/+=·-]|_")
_MERMAID_TITLE = re.compile(r"[^\w .,@/+=-]")
_NO_WIDTH = "\u200b"


def terminal_text(text: str, *, keeps_colours: bool = False) -> str:
    """Escape what a terminal or a build's log would act on, line by line; a tab becomes spaces.

    With `keeps_colours`, colors that a palette gave to the text stay.
    """
    if _UNUSUAL.search(text):
        parts = _COLOUR.split(text) if keeps_colours else [text]
        parts[::2] = ["\n".join(map(shown, part.split("\n"))) for part in parts[::2]]
        text = "".join(parts)
    return _LINE_COMMAND.sub(r"\1\\x3a", _MARKER.sub(r"#\\x23", text))


def terminal_line(text: str) -> str:
    """Escape as `terminal_text` does, including line breaks."""
    return terminal_text(shown(text))


def without_colours(text: str) -> str:
    """Drop the colors of a log."""
    return _COLOUR.sub("", text)


def github_data(text: str) -> str:
    """Write the message of a workflow command (actions/toolkit, packages/core/src/command.ts)."""
    return terminal_text(text).translate(_GITHUB_DATA)


def github_property(text: str) -> str:
    """Write a property of a workflow command, such as `file`."""
    return terminal_text(text).translate(_GITHUB_PROPERTY)


def xml_text(text: str) -> str:
    """Write a text into HTML, SVG or XML, as content or as a quoted attribute."""
    return _entities(shown(text))


def markdown_text(text: str) -> str:
    """Write a text so that nothing in it is markup, or a mention of a person or an issue.

    GitHub searches the visible text for mentions, so entities and backslashes don't help, but a zero-width
    space does.
    """
    escaped = _MARKDOWN.sub(r"\\\1", _unmentioned(shown(text)))
    return _LINE_COMMAND.sub(r"\1\\:", escaped)


def markdown_html(text: str) -> str:
    """Write a text into HTML within Markdown: no markup of either, and no mention."""
    return _entities(_unmentioned(shown(text)))


def markdown_code(text: str) -> str:
    """Write a text as a code span, whatever it contains; GitHub finds no mentions there."""
    text = markdown_block(shown(text))
    ticks = "`" * (1 + longest_ticks(text))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def markdown_block(text: str) -> str:
    """Write text for a fenced block or a code span, which have no escapes: commands are broken in two."""
    return _LINE_COMMAND.sub(rf"\1{_NO_WIDTH}:", _MARKER.sub(f"#{_NO_WIDTH}#", text))


def longest_ticks(text: str) -> int:
    """Return the length of the longest run of backticks; a fence or a code span needs one more."""
    return max(map(len, _TICKS.findall(text)), default=0)


def mermaid_label(text: str) -> str:
    """Write a text for a quoted label; Mermaid supports characters by number."""
    return _MERMAID.sub(lambda match: f"#{ord(match[0])};", shown(text))


def mermaid_title(text: str) -> str:
    """Write a text in a place where Mermaid has no escapes."""
    return _MERMAID_TITLE.sub(" ", shown(text))


def dot_string(text: str) -> str:
    """Write a quoted string of DOT: in labels, backslashes start escapes, and HTML entities are replaced."""
    safe = shown(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe.replace("##", "#&#35;")}"'


def yaml_comment(text: str) -> str:
    """Write a one-line comment."""
    return f"# {terminal_line(text)}"


def diff_name(path: str) -> str:
    r"""Write a file's name into the header of a unified diff, as git does.

    A name with a control character, a quote or a backslash, or one that isn't ASCII, is quoted, its bytes as
    octal escapes (`core.quotePath` in git-config(1)); one with a space is followed by a tab, for `patch`.
    """
    is_usual = path.isascii() and path.isprintable() and not _MARKER.search(path)
    if is_usual and '"' not in path and "\\" not in path:
        return f"{path}\t" if " " in path else path
    return '"' + "".join(map(_quoted_byte, path_bytes(path))) + '"'


def path_bytes(path: str) -> bytes:
    """Return a file's name as the system's bytes: invalid UTF-8 in it was read as half a surrogate pair."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")


def json_text(value: object) -> str:
    """Write JSON in ASCII that every parser accepts.

    Values that JSON doesn't support are texts: `.inf` and `.nan`, as YAML spells them, and half a surrogate
    pair as an escape.
    """
    try:
        text = json.dumps(value, indent=2, allow_nan=False)
    except ValueError:
        text = ""
    if not text or "\\ud" in text:
        text = json.dumps(_plain(value), indent=2, allow_nan=False)
    return _MARKER.sub(r"#\\u0023", text) + "\n"


def _entities(text: str) -> str:
    text = text.translate(_XML).replace("##", "#&#35;")
    return _LINE_COMMAND.sub(r"\1&#58;", text)


def _unmentioned(text: str) -> str:
    return _MENTION.sub(rf"\g<0>{_NO_WIDTH}", text)


def _plain(value: object) -> object:
    match value:
        case dict():
            return {_plain(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case str():
            return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", str(value))
        case float() if not math.isfinite(value):
            return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    return value


def _quoted_byte(byte: int) -> str:
    character = chr(byte)
    if character in '"\\':
        return f"\\{character}"
    return character if " " <= character <= "~" and character != "#" else f"\\{byte:03o}"
