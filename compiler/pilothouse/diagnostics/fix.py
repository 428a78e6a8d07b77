"""Fixes for defects: edits that name routes. Their text is looked up last.

The code that looks it up is imported only then, since most runs never need it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.diagnostics.place import Place
from pilothouse.source.edit import TextEdit
from pilothouse.source.route import Route


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Rename the key that leads to `route`."""

    route: Route
    name: str

    def resolve(self, source: Source) -> TextEdit | None:
        """Return the edit, None if text alone isn't enough to make it."""
        from pilothouse.source.rewrite import rename_key

        return rename_key(source.file, source.spans, self.route, self.name) if source.spans else None


@dataclass(frozen=True, slots=True)
class ReplaceScalar:
    """Replace the scalar at `route`, keeping its quotes."""

    route: Route
    text: str

    def resolve(self, source: Source) -> TextEdit | None:
        """Return the edit, None if text alone isn't enough to make it."""
        from pilothouse.source.rewrite import replace_scalar

        return replace_scalar(source.file, source.spans, self.route, self.text) if source.spans else None


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove the entry or the item at `route` from its collection."""

    route: Route

    def resolve(self, source: Source) -> TextEdit | None:
        """Return the edit, None if text alone isn't enough to make it."""
        from pilothouse.source.rewrite import remove

        return remove(source.file, source.spans, self.route) if source.spans else None


@dataclass(frozen=True, slots=True)
class RemoveOnly:
    """Remove the only entry of a mapping, at `route`; the mapping is left empty."""

    route: Route

    def resolve(self, source: Source) -> TextEdit | None:
        """Return the edit, None if text alone isn't enough to make it."""
        from pilothouse.source.rewrite import remove_only

        return remove_only(source.file, source.spans, self.route) if source.spans else None


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Add `key: value` to the mapping at `parent`: on the line after the key `after`, or as its first one."""

    key: str
    value: str
    after: str = ""
    parent: Route = ()

    def resolve(self, source: Source) -> TextEdit | None:
        """Return the edit, None if text alone isn't enough to make it."""
        from pilothouse.source.rewrite import add_entry

        entry = f"{self.key}: {self.value}"
        return add_entry(source.file, source.spans, self.parent, entry, self.after) if source.spans else None


@dataclass(frozen=True, slots=True)
class AddItem:
    """Add lines to a list, after the item at `route`. They are not indented and start with `- `."""

    route: Route
    lines: str

    def resolve(self, source: Source) -> TextEdit | None:
        """Return the edit, None if text alone isn't enough to make it."""
        from pilothouse.source.rewrite import add_item

        return add_item(source.file, source.spans, self.route, self.lines) if source.spans else None


@dataclass(frozen=True, slots=True)
class ReplaceItem:
    """Replace the item at `route`, and the `comment` above it, with lines in the form of `AddItem`."""

    route: Route
    lines: str
    comment: tuple[str, ...] = ()

    def resolve(self, source: Source) -> TextEdit | None:
        """Return the edit, None if text alone isn't enough to make it."""
        from pilothouse.source.rewrite import replace_item

        if source.spans is None:
            return None
        return replace_item(source.file, source.spans, self.route, self.lines, self.comment)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """An edit whose place in the text is already known."""

    edit: TextEdit

    def resolve(self, _source: Source) -> TextEdit | None:
        """Return the edit."""
        return self.edit


Edit = RenameKey | ReplaceScalar | Remove | RemoveOnly | AddEntry | AddItem | ReplaceItem | Rewrite


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits of the file that a finding is in, with a title (`write "requires_approval"`).

    A safe fix keeps the manifest's meaning, or gives it the only meaning that its author can have intended.
    Any other fix is a guess.
    """

    title: str
    edits: tuple[Edit, ...]
    is_safe: bool

    def resolve(self, source: Source) -> tuple[TextEdit, ...]:
        """Return the edits of the text, in order; none if any of them can't be made."""
        found = [edit.resolve(source) for edit in self.edits]
        return tuple(sorted(edit for edit in found if edit)) if all(found) else ()


def edits_of(fix: Fix, place: Place, sources: Sources) -> tuple[TextEdit, ...]:
    """Return the edits of the file that a finding at `place` is in; none if the fix can't be made."""
    source = sources.get(place.path)
    return fix.resolve(source) if source else ()
