"""Mistakes inside one line of a YAML text: separators, quotes, brackets, values, colons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.passes.parse.mistakes.guess import Guess, cut, indent_of, span_of

_KEY_WITHOUT_BLANK = re.compile(r"(\s*(?:- +)?)([A-Za-z_][\w-]*):(?=[^\s:/])")
_DASH_WITHOUT_BLANK = re.compile(r"\s*-(?=[A-Za-z_\"'\[{])")
_ASSIGNMENT = re.compile(r"(\s*(?:- +)?)([A-Za-z_][\w-]*)\s*([=;\uff1a\ufe55\u2236])\s*(?=\S)")


def separators(number: int, line: str) -> Iterator[Guess]:
    """Yield lines whose separator between key or dash and value isn't valid in YAML."""
    if match := _KEY_WITHOUT_BLANK.match(line):
        key, rest = match[2], line[match.end() :]
        message = f'a space is missing after "{key}:"'
        written = f"{match[1]}{key}: {rest}"
        yield Guess(message, f'write "{written.strip()}"', span_of(number, *match.span(2)), {number: written})
    if match := _DASH_WITHOUT_BLANK.match(line):
        written = f"{match[0]} {line[match.end() :]}"
        start = match.end() - 1
        yield Guess(
            'a space is missing after "-"',
            f'write "{written.strip()}"',
            span_of(number, start, match.end()),
            {number: written},
        )
    if match := _ASSIGNMENT.match(line):
        sign = "a full-width colon" if ord(match[3]) > 127 else f'"{match[3]}"'
        written = f"{match[1]}{match[2]}: {line[match.end() :]}"
        message = f'"{match[2]}" is followed by {sign}, not by a colon'
        yield Guess(message, f'write "{written.strip()}"', span_of(number, *match.span(2)), {number: written})


_QUOTED = re.compile(r"""(?P<before>\s*(?:- +)*(?:[\w.-]+:\s+)?[\[{]?\s*)(?P<quote>["'])(?P<rest>.*)""")


_LAST_QUOTED = re.compile(r"""(?P<before>[^"'#]*[\[{].*[,:\[{]\s*)(?P<quote>["'])(?P<rest>[^"']*)""")


def open_quotes(number: int, line: str) -> Iterator[Guess]:
    """Yield a line whose quote isn't closed on it."""
    match = _QUOTED.fullmatch(line) or _LAST_QUOTED.fullmatch(line)
    if not match or _closing_quote(line, match.start("rest"), match["quote"]) is not None:
        return
    quote, rest = match["quote"], match["rest"].rstrip()
    start = match.start("quote")
    span = span_of(number, start, len(line.rstrip()))
    other = "'" if quote == '"' else '"'
    if rest.endswith(other):
        written = f"{match['before']}{quote}{rest[:-1]}{quote}"
        message = f"the text starts with {quote} and ends with {other}"
        yield Guess(
            message, f"use the same quote at both ends: {quote}{rest[:-1]}{quote}", span, {number: written}
        )
    closer = re.search(r"[\]}]?$", rest)
    end = closer.start() if closer else len(rest)
    for length in dict.fromkeys((end, len(rest))):
        written = f"{match['before']}{quote}{rest[:length]}{quote}{rest[length:]}"
        message = f"the {quote} that opens here is not closed on this line"
        yield Guess(message, f"close it: {quote}{rest[:length]}{quote}", span, {number: written})


def _closing_quote(line: str, start: int, quote: str) -> int | None:
    """Return the index of the quote that closes the one before `start`, None if there is none in the line."""
    index = start
    while index < len(line):
        if line[index] == quote:
            if quote == "'" and line[index + 1 : index + 2] == "'":
                index += 1
            else:
                return index
        elif line[index] == "\\" and quote == '"':
            index += 1
        index += 1
    return None


_BRACKETS = {"[": "]", "{": "}"}
_FLOW_VALUE = re.compile(r"\s*(?:- +)*(?:[\w.-]+:\s+)?(?=[\[{])")


def open_brackets(number: int, line: str) -> Iterator[Guess]:
    """Yield a line whose bracket isn't closed on it."""
    match = _FLOW_VALUE.match(line)
    if not match:
        return
    code = re.sub(r"\s+#.*", "", line[match.end() :]).rstrip()
    right = _closed(code)
    if right != code:
        opening, is_longer = line[match.end()], len(right) > len(code)
        message = f'the "{opening}" that opens here is never closed'
        help = f"close it: {right}"
        if not is_longer:
            message, help = "the closing brackets do not match the opening ones", f"write {right}"
        span = span_of(number, match.end(), match.end() + len(code))
        yield Guess(message, help, span, {number: f"{line[: match.end()]}{right}"})


def _closed(code: str) -> str:
    """Return a text with each of its brackets closed once, by the matching one."""
    wanted: list[str] = []
    right = ""
    for character in code:
        if character in _BRACKETS:
            wanted.append(_BRACKETS[character])
        elif character in "]}":
            if wanted:
                right += wanted.pop()
            continue
        right += character
    return right + "".join(reversed(wanted))


_ITEM = re.compile(r"(?P<before>\s*(?:- +)*(?:[\w./-]+:\s+)?)(?P<value>\S.*?)(?P<after>\s+#.*|\s*)")
_ESCAPE = re.compile(r"\\[^0abt\tnvfre \"/\\N_LPxuU]")


def values(number: int, line: str) -> Iterator[Guess]:
    """Yield a value that must be quoted as a whole."""
    match = _ITEM.fullmatch(line)
    if not match or not match["before"].strip():
        return
    value, span = match["value"], span_of(number, *match.span("value"))
    single = "'" + value.replace("'", "''") + "'"
    if value[0] in "@`%&*!|>,]}?":
        message, text = f'an unquoted text cannot start with "{value[0]}"', single
    elif value[0] == '"' and (escape := _ESCAPE.search(value)):
        text = "'" + value.strip('"').replace("'", "''") + "'"
        message = f"{escape[0]} is not a valid escape; in double quotes, a backslash starts an escape"
    elif value[0] in "\"'":
        message, text = f"text follows after the closing {value[0]}", single
        if value[0] == value[-1] == "'" and '"' not in value and "\\" not in value:
            text = f'"{value[1:-1]}"'
    elif value[0] in "[{":
        message, text = (
            f'"{value[0]}" starts a {"list" if value[0] == "[" else "mapping"}, but text follows it',
            single,
        )
    elif ": " in value or value.endswith(":"):
        second = value.index(":")
        message, text = "a second colon on this line: YAML reads the text before it as a key", single
        span = span_of(number, match.start("value"), match.start("value") + second + 1)
        if "- " not in match["before"]:
            key = value[:second].rpartition(" ")[2]
            help = f'write "{key}:" on a separate line, or quote the whole text: {cut(text)}'
            written = f"{match['before']}{text}{match['after']}"
            yield Guess(message, help, span, {number: written}, is_offered=False)
            return
    else:
        return
    written = f"{match['before']}{text}{match['after']}"
    yield Guess(message, f"quote the whole text: {cut(text)}", span, {number: written})


_WORD = re.compile(r"(\s*(?:- +)?)([A-Za-z_][\w-]*)\s*")
_WORD_AND_VALUE = re.compile(r"(\s*(?:- +)?)([A-Za-z_][\w-]*) +(\S.*)")


def colons(number: int, line: str) -> Iterator[Guess]:
    """Yield a line whose key has no colon."""
    if match := _WORD.fullmatch(line):
        message = f'"{match[2]}" is a key without a colon'
        written = f"{match[1]}{match[2]}:"
        yield Guess(message, f'write "{match[2]}:"', span_of(number, *match.span(2)), {number: written})
    elif (match := _WORD_AND_VALUE.fullmatch(line)) and ":" not in match[3] and match[3].count(" ") < 2:
        message = f'a colon is missing after "{match[2]}"'
        written = f"{match[1]}{match[2]}: {match[3]}"
        help = f'write "{cut(written.strip())}"'
        yield Guess(message, help, span_of(number, *match.span(2)), {number: written})


def stray(number: int, line: str) -> Guess:
    """Return the guess that a line doesn't belong in the file at all."""
    start = indent_of(line)
    if line.lstrip().startswith("//"):
        written = line.replace("//", "#", 1)
        message, help = 'a comment starts with "#" in YAML', f'write "{cut(written.strip())}"'
    else:
        written = ""
        message, help = "this line is neither `key: value` nor a list item", "correct or remove it"
    return Guess(message, help, span_of(number, start, len(line.rstrip())), {number: written})
