"""Lists in a template that are sets, and lists of named items.

Each line is a fact about a service, not about the template: a place is a resource type and the path to a
property, `*` for any item of a list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A list of maps identified by `key`."""

    key: str
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Unordered:
    """A list without a significant order; a single value stands for a list of one."""


Shape = Named | Unordered

PIPELINE = "AWS::CodePipeline::Pipeline"
PROJECT = "AWS::CodeBuild::Project"
ROLE = "AWS::IAM::Role"
USER = "AWS::IAM::User"
GROUP = "AWS::IAM::Group"
POLICY = "AWS::IAM::Policy"
MANAGED_POLICY = "AWS::IAM::ManagedPolicy"

# Stages run in the order of the list; within a stage only run orders count, names are unique there, and a
# pipeline has one artifact store a region (CodePipeline user guide, "Pipeline structure reference").
SHAPES: Mapping[Place, Shape] = {
    (PIPELINE, "Stages"): Named("Name", is_ordered=True),
    (PIPELINE, "Stages", "*", "Actions"): Named("Name"),
    (PIPELINE, "ArtifactStores"): Named("Region"),
    (PIPELINE, "DisableInboundStageTransitions"): Named("StageName"),
    (PIPELINE, "Variables"): Named("Name"),
    (PROJECT, "Environment", "EnvironmentVariables"): Named("Name"),
    (PROJECT, "SecondarySources"): Named("SourceIdentifier"),
    (PROJECT, "SecondaryArtifacts"): Named("ArtifactIdentifier"),
    (PROJECT, "VpcConfig", "Subnets"): Unordered(),
    (PROJECT, "VpcConfig", "SecurityGroupIds"): Unordered(),
    **{(principal, "Policies"): Named("PolicyName") for principal in (ROLE, USER, GROUP)},
    **{(principal, "ManagedPolicyArns"): Unordered() for principal in (ROLE, USER, GROUP)},
    **{
        (policy, attached): Unordered()
        for policy in (POLICY, MANAGED_POLICY)
        for attached in ("Roles", "Users", "Groups")
    },
}

_TAGS = Named("Key")
INLINE_BUILDSPECS: frozenset[Place] = frozenset(
    {(PROJECT, "Source", "BuildSpec"), (PROJECT, "SecondarySources", "*", "BuildSpec")}
)
ACTION: Place = (PIPELINE, "Stages", "*", "Actions", "*")


UNORDERED_LISTS = FilePath(__file__).with_name("unordered_lists.json")
"""For each resource type the lists whose order doesn't count, as its schema says; `make golden` writes it.

A copy, as `update_behavior.json` is one. Source: CloudFormation CLI user guide, "Resource type schema".
"""
_IF = "Fn::If"


def may_be_reordered(place: Place) -> bool:
    """Whether a list of a resource means the same in any order."""
    words: list[str] = []
    for above, word in zip(("", *place[1:]), place[1:], strict=False):
        if _IF not in (above, word):
            words.append(word)
    return place[-1] != _IF and "/".join(words) in _unordered_lists().get(place[0], ())


@cache
def _unordered_lists() -> Mapping[str, Sequence[str]]:
    table: Mapping[str, Sequence[str]] = json.loads(UNORDERED_LISTS.read_text(encoding="utf-8"))
    return table


def shape_of(place: Place) -> Shape | None:
    """Return the shape of a list; None if its order matters and its items have no names."""
    return _TAGS if place[1:] == ("Tags",) else SHAPES.get(place)
