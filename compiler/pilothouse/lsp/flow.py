"""What stands in a value, and what its end stands in: in `[a, b]`, in `{a: b}`, in quotes, in a comment."""

from __future__ import annotations

from pilothouse.lsp.cursor import Cursor
from pilothouse.source.route import Route

_BLANK = " \t\n"


class Flow:
    """Goes through a value, which need not be whole, character by character.

    `texts` then has the text of each value in it by its route, empty for what is a collection or nothing.
    """

    def __init__(self, route: Route) -> None:
        self.texts: dict[Route, str] = {}
        self._route = route
        self._steps: list[int | str | None] = []
        self._word = ""
        self._quote = ""
        self._is_escaped = False
        self._is_comment = False
        self._is_closed = False

    @property
    def is_open(self) -> bool:
        """Whether a bracket is open still, so that the value goes on behind the line."""
        return bool(self._steps)

    def feed(self, text: str) -> None:
        """Take more of the text: a line, or the rest of one."""
        for character, following in zip(text, text[1:] + " ", strict=False):
            self._take(character, following)

    def end_line(self) -> None:
        """Take the end of a line."""
        self._is_comment = False
        if not self._steps:
            self._end_word()
        self._word += "\n"

    def cursor(self, rest: str) -> Cursor | None:
        """Tell what the end stands in, `rest` being behind it; None in a comment or behind a value."""
        word = self._word.rpartition("\n")[2].lstrip()
        is_behind = not self._quote and (word[:1] in tuple("\"'&*!|>") or self._is_closed)
        if self._is_comment or is_behind:
            return None
        typed = word[1:] if self._quote and word.startswith(self._quote) else word
        is_value = not self._steps or isinstance(self._steps[-1], str)
        return Cursor(self._here(), typed, is_value, rest, self._quote, bool(self._steps))

    def _here(self) -> Route:
        return (*self._route, *(step for step in self._steps if step is not None))

    def _take(self, character: str, following: str) -> None:
        if self._is_comment or self._is_closed:
            self._is_comment = self._is_comment or character == "#"
        elif self._quote:
            self._take_quoted(character)
        elif character == "#" and (not self._word or self._word[-1] in _BLANK):
            self._is_comment = True
        elif character in "\"'" and self._word.strip() in ("", character * 2, "'"):
            self._quote = character
            self._word += character
        elif character in "[{" and (self._steps or not self._word.strip()):
            self.texts.setdefault(self._here(), "")
            self._steps.append(0 if character == "[" else None)
            self._word = ""
        elif character in "]},:" and self._steps:
            self._take_indicator(character, following)
        else:
            self._word += character

    def _take_quoted(self, character: str) -> None:
        self._word += character
        if self._is_escaped:
            self._is_escaped = False
        elif character == "\\" and self._quote == '"':
            self._is_escaped = True
        elif character == self._quote:
            self._quote = ""

    def _take_indicator(self, character: str, following: str) -> None:
        if character == ":":
            is_key = self._steps[-1] is None and (following in ' \t\n,]}"' or self._text()[:1] in "\"'")
            if not is_key:
                self._word += character
                return
            self._steps[-1] = _unquoted(self._text())
            self.texts[self._here()] = self._word = ""
            return
        self._end_word()
        if character == ",":
            last = self._steps[-1]
            self._steps[-1] = last + 1 if isinstance(last, int) else None
        else:
            self._steps.pop()
            self._is_closed = not self._steps

    def _end_word(self) -> None:
        text = _unquoted(self._text())
        last = self._steps[-1] if self._steps else ""
        if text and last is None:
            self.texts[(*self._here(), text)] = ""
        elif text:
            self.texts[self._here()] = text
        self._word = ""

    def _text(self) -> str:
        return " ".join(self._word.split())


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0] else text
