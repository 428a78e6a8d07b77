"""Run a user's `override.py`. Started as a script, in a separate process.

Arguments: the path of `override.py`, of a JSON file with the template, and of the file to write. The output
is JSON: `{"template": …}`, or `{"message": …, "line": …}` for a failure (line 0: not in the file).
"""

from __future__ import annotations

import importlib.util
import json
import math
import sys
import traceback
from pathlib import Path
from typing import Any


class NoTemplateError(Exception):
    """The function's return value cannot be a template."""


def run(script: Path, template: Any) -> dict[str, Any]:
    """Load the file, call its function, and return the result."""
    function: Any = None
    try:
        function = _function(script)
        return {"template": _plain(function(template))}
    except NoTemplateError as error:
        return {"message": str(error), "line": 0}
    except SyntaxError as error:
        own = error.filename == str(script)
        where = (
            "" if own or not error.filename else f" ({_short(error.filename, script)}, line {error.lineno})"
        )
        line = (error.lineno or 0) if own else _line(script)
        return {"message": f"SyntaxError: {error.msg}{where}", "line": line}
    except SystemExit:
        return {"message": "it exits the program instead of returning a template", "line": _line(script)}
    except BaseException as error:  # noqa: BLE001 - whatever somebody's code raises
        text = " ".join(str(error).split())
        message = f"{type(error).__name__}: {text}".removesuffix(": ") + _elsewhere(script)
        return {"message": message, "line": _line(script) or _definition(function, script)}


def _elsewhere(script: Path) -> str:
    """Name the place in another file where an exception was raised; empty if in this one, or in its call."""
    frames = traceback.extract_tb(sys.exc_info()[2])
    last = frames[-1]
    if last.filename in (str(script), __file__):
        return ""
    return f" ({_short(last.filename, script)}, line {last.lineno})"


def _short(filename: str, script: Path) -> str:
    path = Path(filename)
    inside = path.is_relative_to(script.parent)
    return path.relative_to(script.parent).as_posix() if inside else path.name


def _definition(function: Any, script: Path) -> int:
    """Return the line of the function, which couldn't even be called; 0 if it is imported."""
    code = getattr(function, "__code__", None)
    return code.co_firstlineno if code and code.co_filename == str(script) else 0


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
        raise NoTemplateError("it does not define a function `override`")
    return function


def _plain(result: Any) -> Any:
    """Return plain data; objects of troposphere are converted to theirs."""
    if result is None:
        raise NoTemplateError("`override` returned nothing: end it with `return template`")
    try:
        plain = json.loads(json.dumps(result, default=_as_data, allow_nan=False))
    except (TypeError, ValueError) as error:
        where = _where(result, "")
        raise NoTemplateError(
            f"`override` did not return a template: {error}{where and f' at {where}'}"
        ) from error
    except RecursionError as error:
        raise NoTemplateError("`override` did not return a template: it is nested too deeply") from error
    if not isinstance(plain, dict) or not isinstance(plain.get("Resources"), dict):
        raise NoTemplateError("`override` did not return a template, which is a mapping with Resources")
    return plain


def _as_data(value: Any) -> Any:
    to_dict = getattr(value, "to_dict", None)
    if to_dict is None:
        raise TypeError(f"it contains a {type(value).__name__}")
    return to_dict()


def _where(value: Any, path: str) -> str:
    """Return the path to the first part that isn't plain data; empty if it can't be determined."""
    if isinstance(value, dict):
        parts = [(f"{path}/{key}", item) for key, item in value.items()]
    elif isinstance(value, list | tuple):
        parts = [(f"{path}/{index}", item) for index, item in enumerate(value)]
    else:
        is_number = not isinstance(value, float) or math.isfinite(value)
        is_plain = isinstance(value, str | int | float | None) or hasattr(value, "to_dict")
        return "" if is_plain and is_number else path
    return next((found for place, item in parts if (found := _where(item, place))), "")


def _line(script: Path) -> int:
    frames = traceback.extract_tb(sys.exc_info()[2])
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == str(script)), 0)


def main(arguments: list[str]) -> None:
    """Read the template, run the function, write its result."""
    script, source, target = map(Path, arguments)
    outcome = run(script, json.loads(source.read_text(encoding="utf-8")))
    target.write_text(json.dumps(outcome), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
