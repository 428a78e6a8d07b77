"""The steps of a release that need no code host: `build FOLDER`, `tag TAG`, `notes`."""

from __future__ import annotations

import argparse
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from pilothouse import __version__
from release.artifacts import ROOT, build
from release.changelog import notes
from release.tag import foreign, problems


def main() -> int:
    """Run one step. The exit code is 1 if a tag fails a check."""
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    building = steps.add_parser("build", help="write the files of a release to a new folder")
    building.add_argument("folder", type=Path)
    building.add_argument("--commit", default="HEAD")
    tagging = steps.add_parser("tag", help="check a tag")
    tagging.add_argument("tag")
    tagging.add_argument("--repository", metavar="OWNER/NAME", help="the repository that releases it")
    tagging.add_argument(
        "--dry", action="store_true", help="report what is missing for a release, and succeed"
    )
    steps.add_parser("notes", help="print the notes")
    given = parser.parse_args()
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if given.step == "build":
        build(given.folder, given.commit)
    elif given.step == "notes":
        sys.stdout.write(notes(changelog))
    else:
        found = _problems(given.tag, given.repository, changelog)
        for problem in found:
            sys.stderr.write(f"{'not yet: ' if given.dry else ''}{problem}\n")
        return 1 if found and not given.dry else 0
    return 0


def _problems(tag: str, repository: str | None, changelog: str) -> list[str]:
    found = list(problems(tag, __version__, changelog, datetime.now(UTC).date()))
    if repository:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        found += filter(None, [foreign(repository, project["urls"]["Homepage"])])
    return found


if __name__ == "__main__":
    sys.exit(main())
