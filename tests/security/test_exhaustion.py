"""Small inputs that once kept Pilothouse busy for minutes: each ends soon, or is refused.

Times are those of this process's own work, so that a busy machine changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time
from typing import Any

import pytest

from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.risks.registry import find_risks
from tests.diff.build import allow, role, template

SECONDS = 5.0
"""Far more than any of these takes; without a limit, each takes a minute at least."""


@contextmanager
def soon() -> Iterator[None]:
    start = process_time()
    yield
    assert process_time() - start < SECONDS


def grants(service: str, actions: int, resources: int) -> dict[str, Any]:
    return allow([f"{service}:a{n}*" for n in range(actions)], [f"r{n}*" for n in range(resources)])


STARS = allow([f"a{'*a' * 5000}{n}" for n in range(20)])
MORE_STARS = allow([f"a{'*aa' * 3000}{n}" for n in range(20)])
PERMISSIONS = {
    "400 actions on 400 resources": ([grants("s3", 400, 400)], [grants("s4", 400, 400)]),
    "20,000 actions": ([grants("s3", 20_000, 1)], [grants("s4", 20_000, 1)]),
    "wildcards": ([STARS], [MORE_STARS]),
    "one pattern of wildcards": ([allow("a" + "*a" * 100_000)], [allow("a" + "*aa" * 100_000)]),
}


@pytest.mark.parametrize(("before", "after"), PERMISSIONS.values(), ids=PERMISSIONS)
def test_permissions(before: Any, after: Any) -> None:
    comparison = compare_templates(template(R=role(*before)), template(R=role(*after)))
    with soon():
        assert find_risks(comparison)
