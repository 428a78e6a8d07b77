"""The documentation page of each code, from a wheel or a checkout."""

from __future__ import annotations

import re
from pathlib import Path

from pilothouse.diagnostics.code import Code

_PACKAGE = Path(__file__).parent.parent
_REMARK = re.compile(r"^<!--.*-->\n\n?", re.MULTILINE)
"""Markers in the pages, for their authors."""


def page_text(code: Code) -> str:
    """Return the Markdown page of a code.

    A wheel has the pages inside the package, a checkout in its docs.
    """
    name = f"{code.id}-{code.slug}.md"
    for folder in (_PACKAGE / "_codes", _PACKAGE.parent.parent / "docs" / "codes"):
        path = folder / name
        if path.is_file():
            return _REMARK.sub("", path.read_text(encoding="utf-8"))
    return f"# {code.id} {code.slug}\n\n{code.summary}.\n"
