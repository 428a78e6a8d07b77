"""A request to the emulator, and an answer to replace moto's."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qs

Headers = Message | Mapping[str, str]

CREDENTIAL = re.compile(r"Credential=(?P<key>[^/]+)/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/")


@dataclass(frozen=True, slots=True)
class Call:
    """One request to AWS; `operation` is the API's name for it, or `METHOD /path` in a REST API (S3)."""

    service: str
    operation: str
    region: str
    access_key: str
    host: str
    body: bytes = field(repr=False)

    def form(self) -> dict[str, str]:
        """The parameters of a Query API (CloudFormation, IAM, STS): `Tags.member.1.Key` and the like."""
        return {
            name: values[0] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer given instead of moto's."""

    status: int
    body: bytes
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Close the connection without an answer, as a broken network does."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Carry the call out, then close the connection without its answer; `then` happens between the two."""

    then: Callable[[], None] = lambda: None


Interceptor = Callable[[Call], Reply | Disconnect | Lost | None]
"""Sees each call before moto does. None lets it through."""


def describe(method: str, path: str, headers: Headers, body: bytes) -> Call:
    """Read service and region from the signature, the operation from where its protocol puts it."""
    credential = CREDENTIAL.search(headers.get("Authorization", ""))
    signed = credential.groupdict() if credential else {"key": "", "region": "", "service": ""}
    return Call(
        service=signed["service"],
        operation=_operation(method, path, headers, body),
        region=signed["region"],
        access_key=signed["key"],
        host=headers.get("Host", ""),
        body=body,
    )


def _operation(method: str, path: str, headers: Headers, body: bytes) -> str:
    target = headers.get("X-Amz-Target")
    if target:
        return target.rpartition(".")[2]
    if headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
        action = parse_qs(body.decode()).get("Action")
        if action:
            return action[0]
    return f"{method} {path.partition('?')[0]}"
