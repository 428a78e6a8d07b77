"""Fixes: what would mend a defect, as edits that name routes; the text they touch is looked up last.

Only then is loaded what looks it up: most runs never need it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.diagnostics.place import Place
from pilothouse.source.edit import TextEdit
from pilothouse.source.route import Route


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Give the key that leads to `route` another name."""

    route: Route
    name: str

    def resolve(self, source: Source) -> TextEdit | None:
        """Find the text to change, None if it can't be done by text alone."""
        from pilothouse.source.rewrite import rename_key

        return rename_key(source.file, source.spans, self.route, self.name) if source.spans else None


@dataclass(frozen=True, slots=True)
class ReplaceScalar:
    """Write another text in place of the scalar at `route`, in the quotes that stand there."""

    route: Route
    text: str

    def resolve(self, source: Source) -> TextEdit | None:
        """Find the text to change, None if it can't be done by text alone."""
        from pilothouse.source.rewrite import replace_scalar

        return replace_scalar(source.file, source.spans, self.route, self.text) if source.spans else None


@dataclass(frozen=True, slots=True)
class Remove:
    """Take the entry or the item at `route` out of its collection."""

    route: Route

    def resolve(self, source: Source) -> TextEdit | None:
        """Find the text to change, None if it can't be done by text alone."""
        from pilothouse.source.rewrite import remove

        return remove(source.file, source.spans, self.route) if source.spans else None


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Add `key: value` to the mapping at `parent`: on a line after the key `after`, else as the first."""

    key: str
    value: str
    after: str = ""
    parent: Route = ()

    def resolve(self, source: Source) -> TextEdit | None:
        """Find the text to change, None if it can't be done by text alone."""
        from pilothouse.source.rewrite import add_entry

        entry = f"{self.key}: {self.value}"
        return add_entry(source.file, source.spans, self.parent, entry, self.after) if source.spans else None


@dataclass(frozen=True, slots=True)
class AddItem:
    """Add lines to a list, after the item at `route`. They are not indented, and begin with `- `."""

    route: Route
    lines: str

    def resolve(self, source: Source) -> TextEdit | None:
        """Find the text to change, None if it can't be done by text alone."""
        from pilothouse.source.rewrite import add_item

        return add_item(source.file, source.spans, self.route, self.lines) if source.spans else None


@dataclass(frozen=True, slots=True)
class ReplaceItem:
    """Write lines, as `AddItem` has them, in place of the item at `route` and of the `comment` above it."""

    route: Route
    lines: str
    comment: tuple[str, ...] = ()

    def resolve(self, source: Source) -> TextEdit | None:
        """Find the text to change, None if it can't be done by text alone."""
        from pilothouse.source.rewrite import replace_item

        if source.spans is None:
            return None
        return replace_item(source.file, source.spans, self.route, self.lines, self.comment)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """An edit whose place in the text is known already."""

    edit: TextEdit

    def resolve(self, _source: Source) -> TextEdit | None:
        """Return the edit."""
        return self.edit


Edit = RenameKey | ReplaceScalar | Remove | AddEntry | AddItem | ReplaceItem | Rewrite


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits of the file that a finding is in, with words for them (`write "requires_approval"`).

    A safe fix keeps what the manifest means to us, or gives it the one meaning that its author can have had;
    any other is a guess.
    """

    title: str
    edits: tuple[Edit, ...]
    is_safe: bool

    def resolve(self, source: Source) -> tuple[TextEdit, ...]:
        """Return the edits of the text, in order; none at all if any of them can't be made."""
        found = [edit.resolve(source) for edit in self.edits]
        return tuple(sorted(edit for edit in found if edit)) if all(found) else ()


def edits_of(fix: Fix, place: Place, sources: Sources) -> tuple[TextEdit, ...]:
    """Return the edits of the file that a finding at `place` is in; none if the fix can't be made."""
    source = sources.get(place.path)
    return fix.resolve(source) if source else ()
