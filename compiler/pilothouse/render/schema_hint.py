"""Instructions for using a JSON Schema in an editor."""

from __future__ import annotations

from textwrap import indent

from pilothouse.render.escape import json_text

FILE_MATCH: dict[str, tuple[str, ...]] = {
    "manifest": ("**/copilot/pipelines/*/manifest.yml", "**/copilot/pipeline.yml"),
    "context": ("**/copilot/context.yml",),
    "buildspec": ("**/copilot/pipelines/*/buildspec.yml", "**/copilot/buildspec.yml"),
}
"""The files that a schema is for, as VS Code and SchemaStore match them."""
_UP = {"manifest": "../../..", "context": "..", "buildspec": "../../.."}
"""The path from such a file to the workspace's root."""
_HINT = """\
1. Keep the schema in the repository:

    mkdir -p .vscode
    pilothouse schema {name} > {path}

2. VS Code, with the extension "YAML" by Red Hat: add to .vscode/settings.json

{settings}

Any editor with yaml-language-server: in place of the settings, this first line in each file

    # yaml-language-server: $schema={up}/{path}
"""


def schema_hint(name: str) -> str:
    """Explain how to install a schema in VS Code, and in other editors with a modeline."""
    path = f".vscode/pilothouse-{name}.schema.json"
    settings = json_text({"yaml.schemas": {f"./{path}": list(FILE_MATCH[name])}}).rstrip()
    return _HINT.format(name=name, path=path, settings=indent(settings, "    "), up=_UP[name])
