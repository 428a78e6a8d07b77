"""One manifest with both verdicts on it, and what is not alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tests.conformance.compare import Difference, compare
from tests.conformance.manifest import Manifest
from tests.conformance.normalize import UnreadableTemplateError, Value, normalize
from tests.conformance.verdict import Crash, Refusal, Stack, Verdict

if TYPE_CHECKING:
    from tests.emulator import World  # loads moto

Section = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """The client's verdict, ours, and ours with tolerance for the keys that the client ignores."""

    manifest: Manifest
    world: World
    theirs: Verdict
    ours: Verdict
    lenient: Verdict

    @cached_property
    def their_template(self) -> Value | None:
        """Their normalized template; None if there is none, or if CloudFormation can't read it."""
        if not isinstance(self.theirs, Stack):
            return None
        try:
            return normalize(self.theirs.template)
        except UnreadableTemplateError:
            return None

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where the stacks differ: ours (lenient) from theirs, if both are there and can be read."""
        ours, theirs = self.lenient, self.theirs
        if not isinstance(ours, Stack) or not isinstance(theirs, Stack) or self.their_template is None:
            return ()
        about = compare({"stack": ours.name, "tags": ours.tags}, {"stack": theirs.name, "tags": theirs.tags})
        return (*about, *compare(normalize(ours.template), self.their_template))

    @cached_property
    def document(self) -> Section:
        """The manifest's data with every scalar as its text in the file."""
        data = self.manifest.data
        return data if isinstance(data, dict) else {}

    @property
    def properties(self) -> Section:
        """The source's properties."""
        return _section(_section(self.document.get("source")).get("properties"))

    @property
    def provider(self) -> str:
        """The source's provider."""
        return str(_section(self.document.get("source")).get("provider", ""))

    @property
    def build(self) -> Section:
        """The build section."""
        return _section(self.document.get("build"))

    @property
    def stages(self) -> list[Section]:
        """The stages."""
        found = self.document.get("stages")
        return [stage for stage in found if isinstance(stage, dict)] if isinstance(found, list) else []

    def groups(self, *keys: str) -> Iterator[tuple[Section, dict[str, Section]]]:
        """Each stage's entries under each of the keys (`deployments`, …), an empty entry as {}."""
        for stage in self.stages:
            for key in keys:
                entries = _section(stage.get(key))
                yield stage, {str(name): _section(entry) for name, entry in entries.items()}

    def __str__(self) -> str:
        parts = [
            f"{self.manifest.path} in the world {self.world.application}",
            self.manifest.text,
            self.manifest.patches and f"patched by:\n{self.manifest.patches}",
            f"theirs: {_shown(self.theirs)}",
            f"ours: {_shown(self.ours)}",
        ]
        return "\n".join(parts)


def depends_on(entry: Section) -> list[str]:
    """What an entry waits for."""
    found = entry.get("depends_on")
    return [str(name) for name in found] if isinstance(found, list) else []


def _section(value: Any) -> Section:
    return value if isinstance(value, dict) else {}


def _shown(verdict: Verdict) -> str:
    match verdict:
        case Stack(name=name):
            return f"the stack {name}"
        case Refusal(message=message):
            return f"refused: {message}"
        case Crash(trace=trace):
            return f"crashed: {trace}"
