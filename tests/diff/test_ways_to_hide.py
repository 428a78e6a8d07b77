"""Ways to hide a risk from a reviewer: the risk is reported in each of them."""

from __future__ import annotations

import pytest

from pilothouse.diff.risks.judge import judge
from tests.diff.ways.approvals import APPROVALS
from tests.diff.ways.pipelines import PIPELINES
from tests.diff.ways.policies import POLICIES
from tests.diff.ways.principals import PRINCIPALS
from tests.diff.ways.resources import RESOURCES
from tests.diff.ways.values import VALUES
from tests.diff.ways.way import Way

WAYS = {**APPROVALS, **PIPELINES, **POLICIES, **VALUES, **PRINCIPALS, **RESOURCES}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_nothing_hides(way: Way) -> None:
    found = judge(way.before, way.after)
    told = [risk for risk in found if risk.kind is way.kind]
    assert told, found
    text = "\n".join(f"{risk.summary}\n" + "\n".join(risk.details) for risk in told)
    assert way.words in text


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_an_unchanged_template_has_no_risks(way: Way) -> None:
    """The same template twice, once with its resources in another order."""
    turned = {**way.after, "Resources": dict(reversed(way.after["Resources"].items()))}
    assert judge(way.after, turned) == ()
