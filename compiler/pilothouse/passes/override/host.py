"""Run somebody's `override.py`. Started as a script, in a process of its own.

Arguments: the path of `override.py`, of a JSON file with the template, and of the file to write. What is
written is JSON: `{"template": …}`, or `{"message": …, "line": …}` of what went wrong (line 0: none in the
file).
"""

from __future__ import annotations

import importlib.util
import json
import sys
import traceback
from pathlib import Path
from typing import Any


class NoTemplateError(Exception):
    """What the function returned cannot be a template."""


def run(script: Path, template: Any) -> dict[str, Any]:
    """Load the file, call its function, and say what came of it."""
    try:
        return {"template": _plain(_function(script)(template))}
    except NoTemplateError as error:
        return {"message": str(error), "line": 0}
    except SyntaxError as error:
        own = error.filename == str(script)
        return {"message": f"SyntaxError: {error.msg}", "line": (error.lineno or 0) if own else 0}
    except SystemExit:
        return {"message": "it ends the program in place of returning a template", "line": _line(script)}
    except Exception as error:  # noqa: BLE001 - whatever somebody's code raises
        text = " ".join(str(error).split())
        return {"message": f"{type(error).__name__}: {text}".removesuffix(": "), "line": _line(script)}


def _function(script: Path) -> Any:
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(script.parent))
    spec = importlib.util.spec_from_file_location("override", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    function = getattr(module, "override", None)
    if not callable(function):
        raise NoTemplateError("it defines no function `override`")
    return function


def _plain(result: Any) -> Any:
    """Return plain data; what troposphere built is asked for its own."""
    if result is None:
        raise NoTemplateError("`override` returned nothing: end it with `return template`")
    try:
        plain = json.loads(json.dumps(result, default=_as_data, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise NoTemplateError(f"`override` returned no template: {error}") from error
    except RecursionError as error:
        raise NoTemplateError("`override` returned no template: it is nested too deep") from error
    if not isinstance(plain, dict) or not isinstance(plain.get("Resources"), dict):
        raise NoTemplateError("`override` returned no template: a mapping with Resources is one")
    return plain


def _as_data(value: Any) -> Any:
    to_dict = getattr(value, "to_dict", None)
    if to_dict is None:
        raise TypeError(f"it holds a {type(value).__name__}")
    return to_dict()


def _line(script: Path) -> int:
    frames = traceback.extract_tb(sys.exc_info()[2])
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == str(script)), 0)


def main(arguments: list[str]) -> None:
    """Read the template, run the function, write what came of it."""
    script, source, target = map(Path, arguments)
    outcome = run(script, json.loads(source.read_text(encoding="utf-8")))
    target.write_text(json.dumps(outcome), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
