"""The context at the end of a value: in `[a, b]`, in `{a: b}`, in quotes, in a comment."""

from __future__ import annotations

import re
from itertools import islice

from pilothouse.lsp.cursor import Cursor
from pilothouse.passes.parse.builder import MAX_DEPTH
from pilothouse.source.route import Route

_PLAIN = re.compile(r"""[^\[\]{},:#"'\s]+|\s+""")
_QUOTED = {
    '"': re.compile(r"""(?:[^"\\]|\\.|\\$)*(?P<end>")?"""),
    "'": re.compile(r"""(?:[^']|'')*(?P<end>')?"""),
}


class Flow:
    """Reads a value, which may be incomplete, piece by piece.

    `texts` gets the text of each value in it by its route, empty for a collection or nothing. Time and memory
    grow only with the length of the value, at any depth.
    """

    def __init__(self, route: Route, texts: dict[Route, str] | None = None) -> None:
        self._texts: dict[Route, str] = {} if texts is None else texts
        self._route = route
        self._steps: list[int | str | None] = []
        self._word = _Word()
        self._quote = ""
        self._is_comment = False
        self._is_closed = False

    @property
    def is_open(self) -> bool:
        """Whether a bracket is still open, so that the value continues after the line."""
        return bool(self._steps)

    def feed(self, text: str) -> None:
        """Read more of the text: a line, or the rest of one."""
        place = 0
        while place < len(text) and not self._is_comment:
            place = self._take(text, place)

    def end_line(self) -> None:
        """Take the end of a line."""
        self._is_comment = False
        if not self._steps:
            self._end_word()
        self._word.add("\n")

    def cursor(self, rest: str) -> Cursor | None:
        """Return the cursor at the end, with `rest` after it; None in a comment or after a value."""
        word = self._word.raw.rpartition("\n")[2].lstrip()
        is_behind = not self._quote and (word[:1] in tuple("\"'&*!|>") or self._is_closed)
        if self._is_comment or is_behind:
            return None
        typed = word[1:] if self._quote and word.startswith(self._quote) else word
        is_value = not self._steps or isinstance(self._steps[-1], str)
        return Cursor(self._here(), typed, is_value, rest, self._quote, bool(self._steps))

    def _here(self) -> Route:
        return (*self._route, *(step for step in islice(self._steps, MAX_DEPTH) if step is not None))

    def _put(self, text: str) -> None:
        """Store a value's text; a manifest that is nested deeper is rejected."""
        if len(self._steps) <= MAX_DEPTH:
            self._texts[self._here()] = text

    def _take(self, text: str, place: int) -> int:
        """Read the next piece of a text; return its end."""
        if self._quote:
            return self._take_quoted(text, place)
        if self._is_closed:
            place = text.find("#", place)
            self._is_comment = place >= 0
            return len(text)
        if plain := _PLAIN.match(text, place):
            self._word.add(plain[0])
            return plain.end()
        character = text[place]
        if character == "#" and self._word.is_parted:
            self._is_comment = True
        elif character in "\"'" and not self._word.first:
            self._quote = character
            self._word.add(character)
        elif character in "[{" and (self._steps or not self._word.first):
            self._put("")
            self._steps.append(0 if character == "[" else None)
            self._word = _Word()
        elif character in "]},:" and self._steps:
            self._take_indicator(character, text[place + 1 : place + 2])
        else:
            self._word.add(character)
        return place + 1

    def _take_quoted(self, text: str, place: int) -> int:
        match = _QUOTED[self._quote].match(text, place)
        assert match, "the patterns match anything"
        self._word.add(match[0])
        if match["end"]:
            self._quote = ""
        return match.end()

    def _take_indicator(self, character: str, following: str) -> None:
        if character == ":":
            is_key = self._steps[-1] is None and (following in (*' \t\n,]}"', "") or self._word.is_quoted)
            if not is_key:
                self._word.add(character)
                return
            self._steps[-1] = _unquoted(self._word.text)
            self._put("")
            self._word = _Word()
            return
        self._end_word()
        if character == ",":
            last = self._steps[-1]
            self._steps[-1] = last + 1 if isinstance(last, int) else None
        else:
            self._steps.pop()
            self._is_closed = not self._steps

    def _end_word(self) -> None:
        text = _unquoted(self._word.text)
        if text and self._steps and self._steps[-1] is None:
            self._steps[-1] = text
            self._put("")
            self._steps[-1] = None
        elif text:
            self._put(text)
        self._word = _Word()


class _Word:
    """The word since the last bracket, comma or colon; stored in pieces, since it may be long."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.first = ""
        """The first character that isn't white space."""

    def add(self, piece: str) -> None:
        self._pieces.append(piece)
        self.first = self.first or piece.strip()[:1]

    @property
    def raw(self) -> str:
        """All of it, including white space and line breaks."""
        return "".join(self._pieces)

    @property
    def text(self) -> str:
        """All of it on one line, including quotes."""
        return " ".join(self.raw.split())

    @property
    def is_quoted(self) -> bool:
        return self.first in tuple("\"'")

    @property
    def is_parted(self) -> bool:
        """Whether a comment can start here: after white space, or at the start."""
        return not self._pieces or self._pieces[-1][-1].isspace()


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0] else text
