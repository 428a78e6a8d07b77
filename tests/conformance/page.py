"""The list of deliberate differences in `docs/conformance.md`."""

from collections.abc import Iterator

from tests.conformance.deliberate import DELIBERATE
from tests.conformance.difference_kinds import Accepts, Deliberate, Differs, Refuses

MARK = "<!-- from here on written by make golden -->\n"
_TOLERATED = (
    "With `--lenient`, each of these is a warning, and the template is the client's: AWS accepts it, "
    "whatever it was meant to be."
)
_REFUSED = (
    "Each of these is refused with `--lenient`, too: AWS would refuse the stack, or the pipeline would fail "
    "at its first run. The exceptions are a lost approval, and limits on hostile files."
)


def with_list(page: str) -> str:
    """Return the page with the list below its mark as the data has it."""
    return page.split(MARK, maxsplit=1)[0] + MARK + "".join(_sections())


def _sections() -> Iterator[str]:
    refused = [one for one in DELIBERATE if isinstance(one, Refuses)]
    yield "\n## What Copilot accepts and Pilothouse refuses, unless asked to be lenient\n" + _TOLERATED + "\n"
    yield from (_entry(one) for one in refused if one.is_tolerated)
    yield "\n## What Copilot accepts and Pilothouse always refuses\n" + _REFUSED + "\n"
    yield from (_entry(one) for one in refused if not one.is_tolerated)
    yield "\n## What Copilot refuses and Pilothouse accepts\n"
    yield from (_entry(one) for one in DELIBERATE if isinstance(one, Accepts))
    yield "\n## Where the templates differ\n"
    yield from (_entry(one) for one in DELIBERATE if isinstance(one, Differs))


def _entry(one: Deliberate) -> str:
    return (
        f"\n### {one.slug}\n"
        f"Copilot {one.copilot}.\n"
        f"Pilothouse {one.pilothouse}: {one.because}.\n"
        f"Fixture: [`{one.fixture}`](../fixtures/{one.fixture})\n"
    )
