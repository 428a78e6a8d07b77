"""The JSON Schemas, from a wheel or a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def schema_text(name: str) -> str:
    """Return the text of a schema: `manifest`, `context`, `buildspec` or `diff`.

    A wheel has the schemas inside the package, a checkout next to the source root.
    """
    for folder in (_PACKAGE / "_schemas", _PACKAGE.parent.parent / "schemas"):
        path = folder / f"{name}.schema.json"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(f"the schema {name} is missing from this installation")
