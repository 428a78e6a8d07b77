"""A service calls by the API's names, walks pages, and translates what goes wrong."""

from typing import Any

import pytest
from botocore.exceptions import NoCredentialsError

from pilothouse.aws.fault import AwsError
from pilothouse.aws.service import Service


class Client:
    def __init__(self, *answers: dict[str, Any] | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, object]] = []

    def get_resources(self, **parameters: object) -> dict[str, Any]:
        self.asked.append(parameters)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def service(client: Client) -> Service:
    return Service(lambda: client, "resourcegroupstaggingapi")


def test_an_operation_is_called_by_its_api_name() -> None:
    client = Client({"answer": 1})
    assert service(client).call("list", "GetResources", Key="x") == {"answer": 1}
    assert client.asked == [{"Key": "x"}]


def test_pages_are_fetched_until_no_mark_is_left() -> None:
    client = Client({"n": 1, "Mark": "a"}, {"n": 2, "Mark": ""})
    assert [page["n"] for page in service(client).pages("list", "GetResources", "Mark", Key="x")] == [1, 2]
    assert client.asked == [{"Key": "x"}, {"Key": "x", "Mark": "a"}]


def test_an_error_names_the_iam_action() -> None:
    with pytest.raises(AwsError) as raised:
        service(Client(NoCredentialsError())).call("list the pipelines", "GetResources")
    assert raised.value.action == "tag:GetResources"


def test_a_bug_is_not_an_error_of_aws() -> None:
    with pytest.raises(KeyError):
        service(Client(KeyError("x"))).call("list", "GetResources")
