"""Answers of AWS: checked against botocore's model. A proxy or a sign-in page may answer instead.

botocore accepts answers that are not valid: text that isn't JSON is an empty one, and HTML is XML with
unknown tags. Its parser factory is a component of the session, so that another one can replace it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.parsers import ResponseParserError, ResponseParserFactory

from pilothouse.aws.fault import AwsError, Fault

HELP = (
    "check whether a proxy (HTTPS_PROXY), a sign-in page of the network, or --endpoint-url answers in AWS's "
    "place, then run the command again"
)
_TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "character": (str,),
    "double": (int, float),
    "float": (int, float),
    "integer": (int,),
    "list": (list,),
    "long": (int,),
    "map": (dict,),
    "string": (str,),
    "structure": (dict,),
    "timestamp": (datetime,),
}


class Answer(dict[str, Any]):
    """An answer, or an object in one. Reading a missing field raises AwsError with the call's name."""

    def __init__(self, fields: dict[str, Any], purpose: str, action: str) -> None:
        super().__init__({key: _wrapped(value, purpose, action) for key, value in fields.items()})
        self._purpose = purpose
        self._action = action

    def __missing__(self, key: str) -> Any:
        raise self.malformed(f"it lacks {key}")

    def malformed(self, flaw: str) -> AwsError:
        """Return the error that this is not an answer from AWS."""
        return AwsError(
            Fault.MALFORMED_ANSWER,
            self._purpose,
            f"the answer is not from AWS: {flaw}",
            help=HELP,
            action=self._action,
        )


def _wrapped(value: object, purpose: str, action: str) -> object:
    if isinstance(value, dict):
        return Answer(value, purpose, action)
    if isinstance(value, list):
        return [_wrapped(one, purpose, action) for one in value]
    return value


class CheckedParserFactory(ResponseParserFactory):
    """Creates botocore's parsers, each with a check around it."""

    def create_parser(self, protocol_name: str) -> Any:
        """Return the parser of a protocol (`json`, `query`, `rest-xml`)."""
        return _CheckedParser(super().create_parser(protocol_name), protocol_name)


class _CheckedParser:
    """A parser of botocore's that raises only ResponseParserError."""

    def __init__(self, parser: Any, protocol: str) -> None:
        self._parser = parser
        self._protocol = protocol

    def parse(self, response: dict[str, Any], shape: Shape | None) -> Any:
        """Parse an answer. Raises ResponseParserError."""
        is_success = response["status_code"] < 300
        if is_success:
            self._check_body(response, shape)
        try:
            parsed = self._parser.parse(response, shape)
        except ResponseParserError:
            raise
        except Exception as error:
            raise ResponseParserError("it has another form than the API's") from error
        if is_success and shape is not None:
            for flaw in _flaws(shape, parsed, ""):
                raise ResponseParserError(flaw)
        return parsed

    def _check_body(self, response: dict[str, Any], shape: Shape | None) -> None:
        body = response["body"]
        if self._protocol == "json" and shape is not None and not _is_object(body):
            raise ResponseParserError(f"it is not a JSON object: {_beginning(body)}")
        if self._protocol == "query":
            expected = f"{response['context']['operation_name']}Response"
            if _root(body) != expected:
                raise ResponseParserError(f"it is not {expected}: {_beginning(body)}")


def _flaws(shape: Shape, value: object, path: str) -> Iterator[str]:
    """Describe where a value has a different type than in the model."""
    if value is None:
        return
    if not isinstance(value, _TYPES.get(shape.type_name, (object,))):
        yield f"{path or 'it'} is not of type {shape.type_name}"
    elif isinstance(shape, StructureShape) and isinstance(value, dict):
        for name, member in shape.members.items():
            if name in value:
                yield from _flaws(member, value[name], f"{path}.{name}" if path else name)
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for one in value:
            yield from _flaws(shape.member, one, f"{path}[]")
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        for one in value.values():
            yield from _flaws(shape.value, one, f"{path}.*")


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False


def _root(body: bytes) -> str:
    """Return the name of an XML document's root, empty if it isn't XML."""
    try:
        return ElementTree.fromstring(body).tag.rpartition("}")[2]  # botocore parses the same text
    except ElementTree.ParseError:
        return ""


def _beginning(body: bytes) -> str:
    words = " ".join(body[:200].decode(errors="replace").split())
    return f'"{words[:60]}"' if words else "it is empty"
