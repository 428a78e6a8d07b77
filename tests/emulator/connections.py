"""The connections service, which moto lacks: its API under both names, and its CloudFormation resource."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from moto.core.common_models import CloudFormationModel

from tests.emulator.calls import Call, Reply
from tests.emulator.world import ACCOUNT, partition

OLDER, NEWER = "codestar-connections", "codeconnections"
"""The service's names, hosts and ARN prefixes before and since July 2024."""


@dataclass(slots=True)
class Connection:
    """One connection; a new one waits for a person, so it is PENDING."""

    name: str
    arn: str
    provider: str = "GitHub"
    status: str = "PENDING"

    def document(self) -> dict[str, str]:
        """The connection as the API shows it."""
        return {
            "ConnectionName": self.name,
            "ConnectionArn": self.arn,
            "ProviderType": self.provider,
            "OwnerAccountId": ACCOUNT,
            "ConnectionStatus": self.status,
        }


class Connections:
    """The connections of the emulated account, by region."""

    def __init__(self) -> None:
        self._by_region: dict[str, dict[str, Connection]] = {}

    def create(
        self,
        name: str,
        region: str,
        provider: str = "GitHub",
        status: str = "PENDING",
        prefix: str = OLDER,
    ) -> Connection:
        """Make a connection; `prefix` is its ARN's service."""
        connection = Connection(
            name,
            f"arn:{partition(region)}:{prefix}:{region}:{ACCOUNT}:connection/{uuid4()}",
            provider,
            status,
        )
        self._by_region.setdefault(region, {})[connection.arn] = connection
        return connection

    def available(self, name: str, region: str, prefix: str = OLDER) -> Connection:
        """A connection that a person has made available: the one of this name if there is one."""
        known = (c for c in self._by_region.get(region, {}).values() if c.name == name)
        connection = next(known, None) or self.create(name, region, prefix=prefix)
        connection.status = "AVAILABLE"
        return connection

    def delete(self, arn: str) -> None:
        """Remove a connection; one that isn't there is removed already."""
        for connections in self._by_region.values():
            connections.pop(arn, None)

    def all(self, region: str) -> list[Connection]:
        """The connections of a region."""
        return list(self._by_region.get(region, {}).values())

    def find(self, arn: str) -> Connection | None:
        """The connection with this ARN."""
        return next((c[arn] for c in self._by_region.values() if arn in c), None)

    def answer(self, call: Call) -> Reply | None:
        """Answer a call to the service; None for a call to another."""
        if not call.host.startswith((OLDER, NEWER)):
            return None
        asked = json.loads(call.body or b"{}")
        operations: dict[str, Callable[[dict[str, Any], str], dict[str, Any] | None]] = {
            "ListConnections": self._list,
            "GetConnection": self._get,
            "CreateConnection": self._create,
            "DeleteConnection": self._delete,
        }
        operation = operations.get(call.operation)
        answer = operation(asked, call.region) if operation else None
        if answer is None:
            missing = {
                "__type": "ResourceNotFoundException",
                "message": f"{call.operation}: no such connection",
            }
            return Reply(400, json.dumps(missing).encode(), "application/x-amz-json-1.0")
        return Reply(200, json.dumps(answer).encode(), "application/x-amz-json-1.0")

    def _list(self, asked: dict[str, Any], region: str) -> dict[str, Any]:
        found = [c.document() for c in self._by_region.get(region, {}).values()]
        start, size = int(asked.get("NextToken", 0)), int(asked.get("MaxResults", 100))
        rest = {"NextToken": str(start + size)} if start + size < len(found) else {}
        return {"Connections": found[start : start + size], **rest}

    def _get(self, asked: dict[str, Any], region: str) -> dict[str, Any] | None:
        connection = self._by_region.get(region, {}).get(asked["ConnectionArn"])
        return {"Connection": connection.document()} if connection else None

    def _create(self, asked: dict[str, Any], region: str) -> dict[str, Any]:
        return {
            "ConnectionArn": self.create(
                asked["ConnectionName"], region, asked.get("ProviderType", "GitHub")
            ).arn
        }

    def _delete(self, asked: dict[str, Any], region: str) -> dict[str, Any]:
        self.delete(asked["ConnectionArn"])
        return {}


class StackConnection(CloudFormationModel):
    """`AWS::CodeStarConnections::Connection`: a connection that a stack owns."""

    service: ClassVar[Connections] = Connections()  # an emulator sets its own for as long as it runs

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def physical_resource_id(self) -> str:
        return self.connection.arn

    @staticmethod
    def cloudformation_name_type() -> str:
        return "ConnectionName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CodeStarConnections::Connection"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr in ("ConnectionArn", "ConnectionStatus", "OwnerAccountId")

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return self.connection.document()[attribute_name]

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
        **kwargs: Any,
    ) -> "StackConnection":
        provider = cloudformation_json["Properties"].get("ProviderType", "GitHub")
        return cls(cls.service.create(resource_name, region_name, provider))

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: "StackConnection",
        new_resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
    ) -> "StackConnection":
        cls.service.delete(original_resource.connection.arn)
        return cls.create_from_cloudformation_json(
            new_resource_name, cloudformation_json, account_id, region_name
        )

    @classmethod
    def delete_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: dict[str, Any], account_id: str, region_name: str
    ) -> None:
        cls.service.delete(resource_name)

    def is_created(self) -> bool:
        return True
