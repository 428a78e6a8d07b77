"""What is installed for users who pin Pilothouse: the part of constraints.txt that it runs with.

`requirements.txt` has the hashes, for the GitHub Action. `requirements-aws.txt` adds the extra `aws`, for the
image; `requirements-small.txt` leaves cfn-lint out. pre-commit installs by names alone, so the hooks list the
versions. `make golden` writes all of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "requirements.txt"
SMALL = ROOT / "requirements-small.txt"
FOR_AWS = ROOT / "requirements-aws.txt"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
BUILD_BACKEND = "hatchling"
"""What a wheel of ours is built with, from a checkout."""
_PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==[^\n]*\n(?:    --hash=\S+(?: \\)?\n)+    # via (?P<via>.*)\n", re.MULTILINE
)
_LISTED = re.compile(r"(?<=additional_dependencies: &pins\n)(?:    - .*\n)*")
_HEAD = """\
# What Pilothouse runs with and is built with: the part of constraints.txt that is neither for development nor
# for an extra. Written by `make golden`.
"""
_HEAD_SMALL = """\
# What Pilothouse runs with and is built with, without cfn-lint, for --no-validate: 49 MB instead of 192 MB.
# Install Pilothouse itself with `pip install --no-deps` then. Written by `make golden`.
"""
_HEAD_FOR_AWS = """\
# What the extra `aws` adds: install it in addition to requirements.txt. Written by `make golden`.
"""


class Pin(NamedTuple):
    """A package, the packages that need it, and its lines in constraints.txt."""

    name: str
    via: frozenset[str]
    text: str

    @property
    def line(self) -> str:
        """The version with its marker, without hashes: `name==1.0 ; sys_platform == 'win32'`."""
        return self.text.split(" \\\n", maxsplit=1)[0]


def pin_files() -> Iterator[tuple[Path, str]]:
    """Yield each file with the text that it must have."""
    names = _direct()
    yield REQUIREMENTS, _HEAD + "".join(pin.text for pin in closure({*names, BUILD_BACKEND}))
    yield FOR_AWS, _HEAD_FOR_AWS + "".join(pin.text for pin in closure(_direct("aws")))
    yield SMALL, _HEAD_SMALL + "".join(pin.text for pin in closure({*names, BUILD_BACKEND} - {"cfn-lint"}))
    listed = "".join(f'    - "{pin.line}"\n' for pin in closure(names))
    yield HOOKS, _LISTED.sub(lambda _: listed, HOOKS.read_text(encoding="utf-8"))


def closure(names: set[str]) -> list[Pin]:
    """Return the pins of some packages and of all that they need, in the order of the lock."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = [
        Pin(match["name"], frozenset(match["via"].split(", ")), match[0]) for match in _PIN.finditer(text)
    ]
    known, size = set(names), 0
    while len(known) > size:
        size = len(known)
        known |= {
            pin.name for pin in pins if any(not _only_by_extra(name, pin.name) for name in pin.via & known)
        }
    return [pin for pin in pins if pin.name in known]


def _only_by_extra(parent: str, name: str) -> bool:
    """Whether a package names another for an extra alone, which the lock's comments don't tell."""
    try:
        lines = requires(parent) or []
    except PackageNotFoundError:  # of another platform
        return False
    markers = [
        str(found.marker) for found in map(Requirement, lines) if canonicalize_name(found.name) == name
    ]
    return bool(markers) and all("extra ==" in marker for marker in markers)


def _direct(extra: str | None = None) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {canonicalize_name(Requirement(line).name) for line in lines}
