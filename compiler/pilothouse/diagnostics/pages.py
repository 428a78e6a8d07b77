"""The page about each code, wherever this installation keeps it."""

from __future__ import annotations

import re
from pathlib import Path

from pilothouse.diagnostics.code import Code

_PACKAGE = Path(__file__).parent.parent
_REMARK = re.compile(r"^<!--.*-->\n\n?", re.MULTILINE)
"""What the pages say to those who write them."""


def page_text(code: Code) -> str:
    """Return the Markdown page about a code.

    A wheel holds the pages inside the package, a checkout in its docs.
    """
    name = f"{code.id}-{code.slug}.md"
    for folder in (_PACKAGE / "_codes", _PACKAGE.parent.parent / "docs" / "codes"):
        path = folder / name
        if path.is_file():
            return _REMARK.sub("", path.read_text(encoding="utf-8"))
    return f"# {code.id} {code.slug}\n\n{code.summary}.\n"
