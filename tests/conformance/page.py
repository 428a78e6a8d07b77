"""The list of deliberate differences in `docs/conformance.md`."""

from collections.abc import Iterator

from tests.conformance.deliberate import DELIBERATE
from tests.conformance.difference_kinds import Accepts, Deliberate, Differs, Refuses

MARK = "<!-- from here on written by make golden -->\n"
HEADINGS: dict[type[Deliberate], str] = {
    Refuses: "What Copilot accepts and Pilothouse refuses",
    Accepts: "What Copilot refuses and Pilothouse accepts",
    Differs: "Where the templates differ",
}


def with_list(page: str) -> str:
    """Return the page with the list below its mark as the data has it."""
    return page.split(MARK, maxsplit=1)[0] + MARK + "".join(_sections())


def _sections() -> Iterator[str]:
    for kind, heading in HEADINGS.items():
        yield f"\n## {heading}\n"
        for one in DELIBERATE:
            if isinstance(one, kind):
                yield _entry(one)


def _entry(one: Deliberate) -> str:
    return (
        f"\n### {one.slug}\n"
        f"Copilot {one.copilot}.\n"
        f"Pilothouse {one.pilothouse}: {one.because}.\n"
        f"Fixture: [`{one.fixture}`](../fixtures/{one.fixture})\n"
    )
