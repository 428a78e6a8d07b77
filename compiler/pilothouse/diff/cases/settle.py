"""A template in one case: parameters with their defaults, each `Fn::If` with its branch.

A deployment gives a pipeline's stack no parameters, so their defaults count. A resource whose condition is
false doesn't exist. Policies written as JSON text are parsed. Source: CloudFormation user guide, "Intrinsic
function reference", "Condition functions", "Parameters".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pilothouse.diff.cases.case import Case
from pilothouse.diff.cases.policy_text import read_policy_text
from pilothouse.diff.functions import is_function, parts_of, scalar_text, shown
from pilothouse.ir.stack import TemplatePath
from pilothouse.source.integer import integer_or

Origins = dict[TemplatePath, TemplatePath]
"""The path of a part of a settled template in the original one, if it differs."""

_ABSENT = object()
_SSM = "AWS::SSM::Parameter::Value"


def settle(template: Mapping[str, Any], case: Case) -> tuple[dict[str, Any], Origins]:
    """Return a template in one case. Raises OpenQuestionError if the case lacks an answer."""
    settling = _Settling(template, case)
    settled = {key: value for key, value in template.items() if key not in _SETTLED}
    resources = template.get("Resources")
    if isinstance(resources, dict):
        settled["Resources"] = {
            name: settling.resource(name, body) for name, body in resources.items() if settling.is_there(body)
        }
    return settled, settling.origins


_SETTLED = frozenset({"Conditions", "Parameters", "Mappings", "Outputs", "Resources"})


def origin_of(path: TemplatePath, origins: Origins) -> TemplatePath:
    """Return the path in the original template of a part of a settled one."""
    for length in range(len(path), 0, -1):
        if path[:length] in origins:
            return (*origins[path[:length]], *path[length:])
    return path


class _Settling:
    def __init__(self, template: Mapping[str, Any], case: Case) -> None:
        self.origins: Origins = {}
        self._case = case
        self._conditions = _section(template, "Conditions")
        self._mappings = _section(template, "Mappings")
        self._defaults = {
            name: _default(about)
            for name, about in _section(template, "Parameters").items()
            if isinstance(about, dict) and isinstance(about.get("Default"), str | int | float)
        }
        self._deciding: list[str] = []

    def is_there(self, resource: Any) -> bool:
        """Whether a resource's condition is true."""
        name = resource.get("Condition") if isinstance(resource, dict) else None
        return not isinstance(name, str) or self._condition(name)

    def resource(self, name: str, body: Any) -> Any:
        """Return a resource without its condition."""
        if not isinstance(body, dict):
            return body
        path: TemplatePath = ("Resources", name)
        return self._map({key: value for key, value in body.items() if key != "Condition"}, path, path)

    def _map(self, value: Mapping[str, Any], path: TemplatePath, origin: TemplatePath) -> dict[str, Any]:
        items = {key: self._value(item, (*path, key), (*origin, key)) for key, item in value.items()}
        return {key: item for key, item in items.items() if item is not _ABSENT}

    def _value(self, value: Any, path: TemplatePath = (), origin: TemplatePath = ()) -> Any:
        if path != origin and path:
            self.origins[path] = origin
        if isinstance(value, list):
            return self._list(value, path, origin)
        if isinstance(value, str):
            return read_policy_text(value)
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name == "Fn::If" and isinstance(argument, list) and len(argument) == 3:
                branch = 1 if self._named(argument[0]) else 2
                return self._value(argument[branch], path, (*origin, name, branch))
            if is_function(value):
                return self._function(name, argument)
        return self._map(value, path, origin)

    def _list(self, items: list[Any], path: TemplatePath, origin: TemplatePath) -> list[Any]:
        settled: list[Any] = []
        for index, item in enumerate(items):
            found = self._value(item, (*path, len(settled)), (*origin, index))
            if found is not _ABSENT:
                settled.append(found)
        return settled

    def _function(self, name: str, argument: Any) -> Any:
        if name == "Ref":
            is_nothing = argument == "AWS::NoValue"
            return _ABSENT if is_nothing else self._defaults.get(str(argument), {name: argument})
        if name == "Fn::Sub":
            return _read({name: self._substituted(argument)})
        given = self._value(argument)
        match name, given:
            case "Fn::ToJsonString", _:
                return given
            case "Fn::FindInMap", [str(mapping), first, second, *rest]:
                return self._mapped((mapping, first, second), rest, {name: given})
            case "Fn::Select", [int() | str() as index, list(items)]:
                place = integer_or(str(index), -1)
                return items[place] if 0 <= place < len(items) else {name: given}
            case "Fn::Split", [str(separator), str(text)] if separator:
                return text.split(separator)
        return _read({name: given})

    def _substituted(self, argument: Any) -> Any:
        """Put defaults into the text of an `Fn::Sub`, as if they were its own variables."""
        match argument:
            case str(text):
                given: dict[str, Any] = {}
            case [str(text), dict(variables)]:
                given = self._map(variables, (), ())
            case _:
                return self._value(argument)
        scalars = {name: value for name, value in self._defaults.items() if not isinstance(value, list)}
        used = {name: value for name, value in scalars.items() if f"${{{name}}}" in text}
        return [text, {**used, **given}] if used or given else text

    def _mapped(self, keys: tuple[str, Any, Any], rest: list[Any], otherwise: Any) -> Any:
        """Return the value of a mapping; each of its keys is a separate case if the key isn't known."""
        found: Any = self._mappings.get(keys[0])
        for key in keys[1:]:
            if not isinstance(found, dict):
                return otherwise
            found = self._chosen(found, key)
        if found is None:
            match rest:
                case [{"DefaultValue": default}]:
                    return default
            return otherwise
        return self._value(found)

    def _chosen(self, options: Mapping[str, Any], key: Any) -> Any:
        text, is_known = _text(key)
        if is_known:
            return options.get(text)
        return next((value for name, value in options.items() if self._case.holds(text, str(name))), None)

    def _named(self, condition: Any) -> bool:
        return self._condition(condition) if isinstance(condition, str) else self._decided(condition)

    def _condition(self, name: str) -> bool:
        if name not in self._conditions or name in self._deciding:
            return self._case.holds(f"condition {name}", "true")
        self._deciding.append(name)
        try:
            return self._decided(self._conditions[name])
        finally:
            self._deciding.pop()

    def _decided(self, body: Any) -> bool:
        decide: Callable[[Any], bool] = self._decided
        match body:
            case {"Fn::And": list(parts)}:
                return all(map(decide, parts))
            case {"Fn::Or": list(parts)}:
                return any(map(decide, parts))
            case {"Fn::Not": [part]}:
                return not decide(part)
            case {"Condition": str(name)}:
                return self._condition(name)
            case {"Fn::Equals": [first, second]}:
                return self._are_equal(_text(self._value(first)), _text(self._value(second)))
        text, is_known = _text(self._value(body))
        return text == "true" if is_known else self._case.holds(text, "true")

    def _are_equal(self, first: tuple[str, bool], second: tuple[str, bool]) -> bool:
        if first == second:
            return True
        if first[1] and second[1]:
            return False
        (term, _), (other, _) = sorted((first, second), key=lambda one: (one[1], one[0]))
        return self._case.holds(term, other)


def _section(template: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = template.get(name)
    return section if isinstance(section, dict) else {}


def _default(parameter: Mapping[str, Any]) -> Any:
    """Return the value of a reference to a parameter."""
    kind, default = str(parameter.get("Type", "")), scalar_text(parameter["Default"]) or ""
    if kind.startswith(_SSM):
        return f"{{{{resolve:ssm:{default}}}}}"
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        return [part.strip() for part in default.split(",")]
    return default


def _text(value: Any) -> tuple[str, bool]:
    """Return a value as text, and whether it is known; an unknown one is shown as in a template."""
    if isinstance(value, dict | list):
        return shown(parts_of(value)) if is_function(value) else repr(value), False
    return "" if value is _ABSENT else scalar_text(value) or "", True


def _read(function: dict[str, Any]) -> Any:
    """Return a function, or the policy in its text."""
    parts = parts_of(function)
    if not parts or not isinstance(parts[0], str) or not parts[0].lstrip().startswith("{"):
        return function
    if all(isinstance(part, str) for part in parts):
        return read_policy_text("".join(map(str, parts)))
    return read_policy_text(shown(parts).removeprefix("!Sub "), otherwise=function)
